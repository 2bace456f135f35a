//! Customers, and how a customer is found by id.

use isp_core::brazil::Document;
use isp_core::wire::{DocumentText, plausible, same_word};
use isp_core::{
    Address, Customer, CustomerCursor, CustomerId, CustomerPage, Error, ErrorKind, GeoPoint,
    Native, NextPage, RegistrationStatus,
};

use super::GlobalIsp;
use super::remembered::Owner;
use super::rows::distinct;
use crate::answers::count;
use crate::dialect::{SYSTEM, not_understood};
use crate::operations::people::{ClientRecord, MainAddress, Person};

/// How a customer was found by id.
enum Found {
    /// Seen before, with this document.
    Remembered(Document),
    /// By a document that the customer probably had.
    ByDocument(Box<Person>),
    InTheList(Box<ClientRecord>),
    NotThere,
}

impl GlobalIsp {
    /// The person with a document; `None` where the ERP says that there is none.
    pub(super) async fn person(&self, document: &Document) -> Result<Option<Person>, Error> {
        let person = match self.client.people_txid(*document).await {
            Ok(answer) => answer.response,
            // Only the ERP's own sentence says so; a status of 404 may be a wrong address.
            Err(error) if error.is_not_found() && error.status() == Some(200) => return Ok(None),
            Err(error) => return Err(error),
        };
        if person.id == 0 || document_of(person.tx_id.as_ref()) != Some(*document) {
            return Err(not_understood("the ERP answered about another person"));
        }
        self.client.remembered().found(person.id, *document);
        Ok(Some(person))
    }

    /// The customer whom the ERP shows under this document, if it is this one.
    async fn person_with(&self, number: u64, document: Document) -> Result<Option<Person>, Error> {
        Ok(self.person(&document).await?.filter(|found| found.id == number))
    }

    pub(super) async fn customer_by_id(&self, id: &CustomerId) -> Result<Option<Customer>, Error> {
        let Ok(number) = person_id(id) else { return Ok(None) };
        let mut found = self.find(number).await?;
        if let Found::Remembered(document) = found {
            found = if let Some(person) = self.person_with(number, document).await? {
                Found::ByDocument(Box::new(person))
            } else {
                // The document was changed, or another customer has it too.
                let remembered = self.client.remembered();
                remembered.forget(number);
                let _one_search = remembered.search.lock().await;
                self.search(number).await?
            };
        }
        match found {
            Found::Remembered(_) => Err(not_understood("the document of the customer has changed")),
            Found::ByDocument(person) => Ok(Some(customer_of_person(*person))),
            Found::InTheList(row) => Ok(Some(customer_of_row(*row))),
            Found::NotThere => Ok(None),
        }
    }

    /// A customer with the document by which the ERP finds everything else.
    pub(super) async fn owner(&self, id: &CustomerId) -> Result<Owner, Error> {
        self.owner_of(person_id(id)?).await
    }

    pub(super) async fn owner_of(&self, person: u64) -> Result<Owner, Error> {
        let document = match self.find(person).await? {
            Found::NotThere => return Err(no_such_customer()),
            Found::Remembered(document) => Some(document),
            Found::ByDocument(found) => document_of(found.tx_id.as_ref()),
            Found::InTheList(row) => document_of(row.tx_id.as_ref()),
        };
        let document = document.ok_or_else(|| {
            not_understood(
                "the customer has no CPF or CNPJ, by which the ERP finds everything else",
            )
        })?;
        // The ERP refuses a second registration of a document, but an old base may have one.
        if self.client.remembered().namesake(person, document).is_some() {
            return Err(not_understood(
                "another customer has the same document, by which the ERP finds everything else: whose \
                 the records are cannot be told",
            ));
        }
        Ok(Owner { person, document })
    }

    /// Finds a customer by id: by what is remembered or suggested, or else in the list of all.
    async fn find(&self, person: u64) -> Result<Found, Error> {
        let remembered = self.client.remembered();
        if let Some(document) = remembered.document(person) {
            return Ok(Found::Remembered(document));
        }
        for document in remembered.probable_documents(person) {
            if let Some(found) = self.person_with(person, document).await? {
                return Ok(Found::ByDocument(Box::new(found)));
            }
        }
        let _one_search = remembered.search.lock().await;
        // Another task may have found the customer in the meantime.
        if let Some(document) = remembered.document(person) {
            return Ok(Found::Remembered(document));
        }
        self.search(person).await
    }

    /// Searches the list of all customers page by page, and remembers the documents on the way.
    async fn search(&self, person: u64) -> Result<Found, Error> {
        let mut at = Position::first(self.page_size);
        for _ in 0..self.lookup_pages {
            let (rows, next) = self.client_page(at).await?;
            if let Some(row) = rows.into_iter().find(|row| row.id == person && is_client(row)) {
                return Ok(Found::InTheList(Box::new(row)));
            }
            match next {
                Next::After(position) => at = position,
                Next::End => return Ok(Found::NotThere),
                Next::Unproven(reason) => return Err(not_understood(reason)),
            }
        }
        let what = format!("the customer is not on the first {} pages", self.lookup_pages);
        Err(Error::new(ErrorKind::TooLarge, what).with_system(SYSTEM).with_advice(
            "find the customer by document first, or allow more pages by with_lookup_pages(…)",
        ))
    }

    /// One page of all customers, and how the list goes on.
    async fn client_page(&self, at: Position) -> Result<(Vec<ClientRecord>, Next), Error> {
        let answer = self.client.getclient(at.page, at.size).await?.response;
        let announced = answer.total_records.or(at.announced);
        let announces_more = answer.announces_more_than(at.before, at.page);
        let rows = distinct(answer.data, |row| row.id)?;
        for row in rows.iter().filter(|row| is_client(row)) {
            if let Some(document) = document_of(row.tx_id.as_ref()) {
                self.client.remembered().listed(row.id, document);
            }
        }
        let missing = announced.is_some_and(|total| total > at.before);
        let Some(first) = rows.first().map(|row| row.id) else {
            let missing = missing || announces_more;
            return Ok((rows, if missing { Next::Unproven(MISSING) } else { Next::End }));
        };
        if at.first == Some(first) {
            // The server gives its last page instead of a later one, or always the same page.
            let is_complete = announced.is_some() && !missing;
            let next = if is_complete { Next::End } else { Next::Unproven(REPEATED) };
            return Ok((Vec::new(), next));
        }
        // A short page is no end: the server may have lowered the size of a page.
        let before = at.before.saturating_add(count(rows.len()));
        let next = Position { page: at.page + 1, before, announced, first: Some(first), ..at };
        Ok((rows, Next::After(next)))
    }

    pub(super) async fn page_of_customers(
        &self,
        after: Option<&CustomerCursor>,
    ) -> Result<CustomerPage, Error> {
        let at = match after {
            None => Position::first(self.page_size),
            Some(cursor) => Position::of(cursor).ok_or_else(|| {
                Error::invalid_input("this cursor is not one of this ERP").with_system(SYSTEM)
            })?,
        };
        let (rows, next) = self.client_page(at).await?;
        let next = match next {
            Next::After(position) => NextPage::After(position.cursor()),
            Next::End => NextPage::End,
            Next::Unproven(reason) if at.before == 0 => return Err(not_understood(reason)),
            Next::Unproven(reason) => {
                NextPage::Unproven { cursor: at.cursor(), reason: reason.into() }
            }
        };
        let customers = rows.into_iter().filter(is_client).map(customer_of_row).collect();
        Ok(CustomerPage::new(customers, next))
    }
}

const MISSING: &str = "the ERP announced more customers than it sent";
const REPEATED: &str = "the ERP sent the same page of customers again";

/// How the list of customers goes on.
enum Next {
    After(Position),
    End,
    /// It does not go on, and the server does not confirm that these were all; why.
    Unproven(&'static str),
}

/// A place in the list of customers.
#[derive(Clone, Copy)]
struct Position {
    /// The page to be read next, from 1 on.
    page: u64,
    /// Rows requested for a page. It belongs to the place: with another size the same page has other
    /// rows.
    size: u64,
    /// Rows on the pages before it.
    before: u64,
    /// How many rows the server has announced.
    announced: Option<u64>,
    /// The first id on the page before it, by which a repeated page is recognised.
    first: Option<u64>,
}

impl Position {
    fn first(size: u64) -> Self {
        Self { page: 1, size, before: 0, announced: None, first: None }
    }

    /// `voalle-page:3:100:200:450:10123`: page, size, rows before it, rows announced, first id on the page
    /// before it.
    fn cursor(self) -> CustomerCursor {
        let Self { page, size, before, announced, first } = self;
        let [announced, first] = [announced, first]
            .map(|number| number.map(|number| number.to_string()).unwrap_or_default());
        CustomerCursor::new(format!("voalle-page:{page}:{size}:{before}:{announced}:{first}"))
    }

    fn of(cursor: &CustomerCursor) -> Option<Self> {
        let mut parts = cursor.as_str().strip_prefix("voalle-page:")?.split(':');
        let mut number = || match parts.next()? {
            "" => Some(None),
            text => text.parse().ok().map(Some),
        };
        let (page, size, before) = (number()??, number()??, number()??);
        let (announced, first) = (number()?, number()?);
        let is_place = (1..u64::MAX).contains(&page) && size > 0 && parts.next().is_none();
        is_place.then_some(Self { page, size, before, announced, first })
    }
}

/// The id by which the ERP numbers customers, from 1 on.
pub(super) fn person_id(customer: &CustomerId) -> Result<u64, Error> {
    customer.to_number().filter(|number| *number > 0).ok_or_else(no_such_customer)
}

fn no_such_customer() -> Error {
    Error::new(ErrorKind::NotFound, "there is no such customer").with_system(SYSTEM)
}

/// The list has other people too, each flagged; one without a flag is taken for a customer.
fn is_client(row: &ClientRecord) -> bool {
    row.client != Some(false)
}

pub(super) fn document_of(text: Option<&DocumentText>) -> Option<Document> {
    text.and_then(DocumentText::document)
}

fn registration(code: Option<i64>) -> RegistrationStatus {
    match code {
        None => RegistrationStatus::Unknown(String::new()),
        Some(1) => RegistrationStatus::Active,
        Some(code) => RegistrationStatus::Unknown(code.to_string()),
    }
}

fn name_of(names: [&Option<String>; 2]) -> String {
    let name = names.into_iter().flatten().find_map(|name| plausible::text(name));
    name.unwrap_or_default().to_owned()
}

pub(super) fn customer_of_person(person: Person) -> Customer {
    let mut customer = Customer::new(person.id, name_of([&person.name, &person.name2]));
    customer.document = document_of(person.tx_id.as_ref());
    customer.status = registration(person.status);
    customer.email = person.email.as_deref().and_then(plausible::email).map(Into::into);
    let phones = [&person.phone, &person.cell_phone].into_iter().flatten();
    customer.phones = phones.filter_map(|phone| plausible::phone(phone)).map(Into::into).collect();
    if let Some(place) = &person.main_address {
        customer.address = address_of_person(place);
        customer.location =
            GeoPoint::from_texts(place.latitude.as_deref(), place.longitude.as_deref());
    }
    customer.native = Native::of::<Person>(person);
    customer
}

fn customer_of_row(row: ClientRecord) -> Customer {
    let mut customer = Customer::new(row.id, name_of([&row.name, &row.name2]));
    customer.document = document_of(row.tx_id.as_ref());
    customer.status = registration(row.status);
    customer.email = row.email.as_deref().and_then(plausible::email).map(Into::into);
    let phones = [&row.phone, &row.cell_phone1, &row.cell_phone2].into_iter().flatten();
    customer.phones = phones.filter_map(|phone| plausible::phone(phone)).map(Into::into).collect();
    let mut address = Address::default();
    address.street = street(row.street_type.as_ref(), row.street.as_ref());
    address.number = known(row.number.as_ref());
    address.complement = known(row.address_complement.as_ref());
    address.district = known(row.neighborhood.as_ref());
    address.city = known(row.city.as_ref());
    address.state = known(row.state.as_ref());
    address.postal_code = row.postal_code.as_deref().and_then(|text| text.parse().ok());
    customer.address = (!address.is_empty()).then_some(address);
    customer.native = Native::of::<ClientRecord>(row);
    customer
}

fn address_of_person(place: &MainAddress) -> Option<Address> {
    let mut address = Address::default();
    address.street = street(place.street_type.as_ref(), place.street.as_ref());
    address.number = known(place.number.as_ref());
    address.complement = known(place.address_complement.as_ref());
    address.district = known(place.neighborhood.as_ref());
    address.city = known(place.city.as_ref());
    address.state = known(place.state.as_ref());
    address.postal_code = place.postal_code.as_deref().and_then(|text| text.parse().ok());
    (!address.is_empty()).then_some(address)
}

pub(super) fn known(text: Option<&String>) -> Option<String> {
    text.and_then(|text| plausible::text(text)).map(Into::into)
}

/// Some records have the kind in both members.
fn street(kind: Option<&String>, street: Option<&String>) -> Option<String> {
    let starts_with = |street: &str, kind: &str| {
        street.split_whitespace().next().is_some_and(|first| same_word(first, kind))
    };
    match (known(kind), known(street)) {
        (Some(kind), Some(street)) if !starts_with(&street, &kind) => {
            Some(format!("{kind} {street}"))
        }
        (_, street) => street,
    }
}
