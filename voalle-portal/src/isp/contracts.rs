//! Contracts, put together from the list of contracts and the service tags.

use std::collections::HashMap;

use isp_core::wire::plausible;
use isp_core::{Contract, ContractStatus, CustomerId, Error, Money, Native};

use crate::dialect::not_understood;
use crate::operations::contracts::{
    ContractItem, ContractServiceTag, ContractStatusCode, PeopleContract, TagContract,
};
use isp_core::wire::Kept;

/// What [`Contract::native`] returns: the records of the two operations for a contract.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ContractRecords {
    /// Its service tags.
    pub tags: Vec<ContractServiceTag>,
    /// Its row in the list of contracts. `None` if only a tag names it, or if the portal has no
    /// such list: then its state is unknown.
    pub contract: Option<PeopleContract>,
}

/// The contracts of both lists, in the order of the list of contracts. `rows` is `None` if the
/// portal has no such list.
pub(super) fn contracts(
    customer: &CustomerId,
    rows: Option<Vec<PeopleContract>>,
    tags: Vec<ContractServiceTag>,
) -> Result<Vec<Contract>, Error> {
    let all_tags_tell = tags.iter().all(|tag| contract_of(tag).is_some());
    if !all_tags_tell && rows.is_none() {
        return Err(not_understood("a service tag does not name its contract"));
    }
    // A tag that does not name its contract may hold items of any of them.
    let merged = merge(rows.unwrap_or_default(), tags).into_iter();
    merged.map(|(id, records)| contract(id, customer, records, all_tags_tell)).collect()
}

/// The contract of a tag, if the tag names it.
pub(super) fn contract_of(tag: &ContractServiceTag) -> Option<&TagContract> {
    tag.contract.as_ref().and_then(Kept::get).filter(|contract| contract.id > 0)
}

/// Whether a service tag is in use; `None` if that is absent or not understood.
pub(super) fn is_in_use(tag: &ContractServiceTag) -> Option<bool> {
    flag(tag.active.as_ref())
}

/// The value of a flag; `None` if it is absent or not understood.
pub(super) fn flag(flag: Option<&Kept<bool>>) -> Option<bool> {
    flag.and_then(Kept::as_bool)
}

fn merge(rows: Vec<PeopleContract>, tags: Vec<ContractServiceTag>) -> Vec<(u64, ContractRecords)> {
    let of_row =
        |row: PeopleContract| (row.id, ContractRecords { tags: Vec::new(), contract: Some(row) });
    let mut merged: Vec<_> = rows.into_iter().map(of_row).collect();
    for tag in tags {
        let Some(id) = contract_of(&tag).map(|contract| contract.id) else { continue };
        match merged.iter_mut().find(|(known, _)| *known == id) {
            Some((_, records)) => records.tags.push(tag),
            None => merged.push((id, ContractRecords { tags: vec![tag], contract: None })),
        }
    }
    merged
}

fn contract(
    id: u64,
    customer: &CustomerId,
    records: ContractRecords,
    all_tags_tell: bool,
) -> Result<Contract, Error> {
    let row = records.contract.as_ref();
    let mut contract = Contract::new(id, customer.clone(), status(row));
    contract.number = number(&records);
    contract.start = row.and_then(|row| row.beginning_date);
    contract.end = row.and_then(|row| row.final_date);
    let billed = Billed::under(&records.tags);
    contract.plan = billed.plan();
    // A sum without one of its items would be too low.
    contract.monthly = if billed.is_whole && all_tags_tell { billed.sum()? } else { None };
    contract.native = Native::of::<ContractRecords>(records);
    Ok(contract)
}

fn status(row: Option<&PeopleContract>) -> ContractStatus {
    match row.and_then(|row| row.status.as_ref()) {
        None => ContractStatus::Unknown(String::new()),
        Some(ContractStatusCode::Unknown(code)) => ContractStatus::Unknown(code.clone()),
        Some(ContractStatusCode::Normal) => ContractStatus::Active,
        Some(ContractStatusCode::Demonstracao) => ContractStatus::Demonstration,
        Some(ContractStatusCode::Cortesia) => ContractStatus::Courtesy,
        Some(ContractStatusCode::Cancelado) => ContractStatus::Cancelled,
        Some(ContractStatusCode::Suspenso) => ContractStatus::Suspended,
        Some(ContractStatusCode::BloqueioFinanceiro) => ContractStatus::BlockedForDebt,
        Some(ContractStatusCode::BloqueioAdministrativo) => ContractStatus::BlockedByProvider,
        Some(ContractStatusCode::Encerrado) => ContractStatus::Ended,
    }
}

/// The contract number for people; `None` if the records contradict each other.
fn number(records: &ContractRecords) -> Option<String> {
    let of_row = records.contract.as_ref().and_then(|row| row.contract_number.as_deref());
    let of_tags =
        records.tags.iter().filter_map(|tag| contract_of(tag)?.contract_number.as_deref());
    let mut numbers = of_row.into_iter().chain(of_tags).filter_map(plausible::text);
    let number = numbers.next()?;
    numbers.all(|other| other == number).then(|| number.to_owned())
}

/// The items that are certainly billed, and whether these are all.
struct Billed<'a> {
    items: Vec<&'a ContractItem>,
    is_whole: bool,
}

impl<'a> Billed<'a> {
    /// Items of tags in use. A tag or item that does not say whether it counts makes the sum
    /// uncertain.
    fn under(tags: &'a [ContractServiceTag]) -> Self {
        let mut billed = Self { items: Vec::new(), is_whole: true };
        let mut known: HashMap<u64, &ContractItem> = HashMap::new();
        for tag in tags {
            let items = match (flag(tag.active.as_ref()), &tag.contract_items) {
                (Some(false), _) => continue,
                (Some(true), Some(items)) => items,
                (Some(true), None) | (None, _) => {
                    billed.is_whole = false;
                    continue;
                }
            };
            for item in items {
                match known.insert(item.id, item) {
                    // Two tags of one contract may show the same item.
                    Some(other) if other == item => continue,
                    Some(_) => billed.is_whole = false,
                    None => {}
                }
                match is_billed(item) {
                    Some(true) => billed.items.push(item),
                    Some(false) => {}
                    None => billed.is_whole = false,
                }
            }
        }
        billed
    }

    fn plan(&self) -> Option<String> {
        let labels = self.items.iter().filter_map(|item| item.description.as_deref());
        let labels: Vec<_> = labels.filter_map(plausible::text).collect();
        (!labels.is_empty()).then(|| labels.join(" + "))
    }

    fn sum(&self) -> Result<Option<Money>, Error> {
        let amounts: Option<Vec<Money>> = self.items.iter().map(|item| item.total_amount).collect();
        match amounts {
            Some(amounts) if !amounts.is_empty() => match Money::checked_sum(amounts) {
                Some(sum) => Ok(Some(sum)),
                None => Err(not_understood("the sum of the items is too large")),
            },
            _ => Ok(None),
        }
    }
}

/// Whether an item adds its amount to each invoice; `None` if that is uncertain.
fn is_billed(item: &ContractItem) -> Option<bool> {
    /// The only documented `signal`. Another one may mean that the item is deducted.
    const KNOWN_SIGNAL: i64 = 2;
    let invoiced = flag(item.invoiced.as_ref());
    let is_on_trial = match &item.demonstration {
        None => Some(false),
        said => flag(said.as_ref()),
    };
    let adds = item.signal.as_ref().is_none_or(|signal| signal.get() == Some(&KNOWN_SIGNAL));
    match (item.id, invoiced, is_on_trial) {
        (1.., Some(false), _) => Some(false),
        (1.., Some(true), Some(false)) if adds => Some(true),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::needless_pass_by_value, reason = "the values are written where they are passed")]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn tag(id: u64, active: Value, items: Value) -> Value {
        json!({"id": id, "active": active, "contract": {"id": 7}, "contractItems": items})
    }

    fn item(id: u64, rest: Value) -> Value {
        let mut item = json!({"id": id, "description": format!("Item {id}"), "totalAmount": 10,
            "invoiced": true, "signal": 2, "demonstration": false});
        item.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        item
    }

    /// Plan and monthly amount of contract 7.
    fn told(tags: Value) -> (Option<String>, Option<i64>) {
        let tags = serde_json::from_value(tags).unwrap();
        let contract = contracts(&1.into(), None, tags).unwrap().remove(0);
        (contract.plan, contract.monthly.map(Money::centavos))
    }

    #[test]
    fn invoiced_items_of_tags_in_use_are_summed_once() {
        let items = json!([item(1, json!({})), item(2, json!({"totalAmount": "10.05"}))]);
        let tags = json!([
            tag(1, json!(true), items),
            tag(2, json!(true), json!([item(1, json!({}))])),
            tag(3, json!(false), json!([item(3, json!({}))])),
            tag(4, json!(true), json!([item(4, json!({"invoiced": false}))])),
            tag(5, json!(true), json!([])),
        ]);
        assert_eq!(told(tags), (Some("Item 1 + Item 2".into()), Some(2005)));
    }

    #[test]
    fn an_item_that_does_not_say_whether_it_is_billed_leaves_no_sum() {
        for odd in [
            json!({"invoiced": null}),
            json!({"invoiced": "talvez"}),
            json!({"signal": 1}),
            json!({"signal": "x"}),
            json!({"signal": [2, 2]}),
            json!({"demonstration": true}),
            json!({"demonstration": "x"}),
            json!({"id": 0}),
        ] {
            let items = json!([item(1, json!({})), item(2, odd.clone())]);
            let told = told(json!([tag(1, json!(true), items)]));
            assert_eq!(told, (Some("Item 1".into()), None), "{odd}");
        }
        for fine in
            [json!({"signal": null}), json!({"signal": "2"}), json!({"demonstration": null})]
        {
            let told = told(json!([tag(1, json!(true), json!([item(1, fine.clone())]))]));
            assert_eq!(told, (Some("Item 1".into()), Some(1000)), "{fine}");
        }
    }

    #[test]
    fn a_tag_that_does_not_say_whether_it_is_in_use_leaves_no_plan_and_no_sum() {
        for active in [json!(null), json!("Inativo"), json!({})] {
            let tags = json!([tag(1, active, json!([item(1, json!({}))]))]);
            assert_eq!(told(tags), (None, None));
        }
        assert_eq!(told(json!([tag(1, json!(true), json!(null))])), (None, None));
    }

    #[test]
    fn two_different_items_with_one_id_leave_no_sum() {
        let other = item(1, json!({"totalAmount": 99}));
        let items = json!([item(1, json!({})), other]);
        assert_eq!(told(json!([tag(1, json!(true), items)])).1, None);
        let no_amount = json!([item(1, json!({"totalAmount": null}))]);
        assert_eq!(told(json!([tag(1, json!(true), no_amount)])).1, None);
    }

    #[test]
    fn contradicting_contract_numbers_give_none() {
        let tags = |numbers: [&str; 2]| {
            let tag = |(at, number): (usize, &str)| json!({"id": at + 1, "contract": {"id": 7, "contractNumber": number}});
            let tags: Vec<_> = numbers.into_iter().enumerate().map(tag).collect();
            let tags = serde_json::from_value(json!(tags)).unwrap();
            contracts(&1.into(), None, tags).unwrap().remove(0).number
        };
        assert_eq!(tags(["0001", "0001"]).as_deref(), Some("0001"));
        assert_eq!(tags(["N/A", "0001"]).as_deref(), Some("0001"));
        assert_eq!(tags(["0001", "0002"]), None);
    }

    #[test]
    fn a_tag_without_a_contract_is_an_error_or_leaves_no_sum() {
        for contract in [json!(null), json!({"id": 0}), json!("7"), json!({"contractNumber": "1"})]
        {
            let mut lost = tag(2, json!(true), json!([item(2, json!({}))]));
            lost["contract"] = contract;
            let tags = json!([tag(1, json!(true), json!([item(1, json!({}))])), lost]);
            let tags: Vec<ContractServiceTag> = serde_json::from_value(tags).unwrap();
            let alone = contracts(&1.into(), None, tags.clone());
            assert!(alone.unwrap_err().is_not_understood());
            let row = serde_json::from_value(json!({"id": 7, "status": 1})).unwrap();
            let contract = contracts(&1.into(), Some(vec![row]), tags).unwrap().remove(0);
            assert_eq!((contract.status, contract.monthly), (ContractStatus::Active, None));
        }
    }
}
