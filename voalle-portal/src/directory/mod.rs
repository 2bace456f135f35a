//! The logins of many subscribers, which the service that uses the portal has to supply.

mod isp;
mod owner_cache;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use async_trait::async_trait;
use isp_core::brazil::Document;
use isp_core::{Error, Secret};

pub use isp::DirectoryIsp;

/// A subscriber's user name and password. `Debug` shows neither.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SubscriberLogin {
    /// User name, often the digits of the CPF or CNPJ.
    pub username: Secret,
    /// Password.
    pub password: Secret,
}

impl SubscriberLogin {
    /// A user name and its password.
    pub fn new(username: impl Into<Secret>, password: impl Into<Secret>) -> Self {
        Self { username: username.into(), password: password.into() }
    }
}

/// Where a service finds its subscribers' logins: its own database, a vault, a file.
///
/// It is asked at every call and its answers are not kept, so a changed password is used at once. A
/// subscriber who is not in it is *out of reach*: without the login the portal does not even say
/// whether they exist.
///
/// ```
/// use isp_core::{Document, Error, async_trait};
/// use voalle_portal::{SubscriberDirectory, SubscriberLogin};
///
/// struct Vault;
///
/// #[async_trait]
/// impl SubscriberDirectory for Vault {
///     async fn by_document(&self, document: &Document) -> Result<Vec<SubscriberLogin>, Error> {
///         // In this provider's portal the user name is the document.
///         Ok(vec![SubscriberLogin::new(document.plain(), "looked up")])
///     }
///
///     async fn by_person(&self, _person_id: u64) -> Result<Option<SubscriberLogin>, Error> {
///         Ok(None)
///     }
/// }
/// ```
#[isp_core::readable_signatures]
#[async_trait]
pub trait SubscriberDirectory: Send + Sync {
    /// The logins of all registrations with this CPF or CNPJ; empty if none is known.
    async fn by_document(&self, document: &Document) -> Result<Vec<SubscriberLogin>, Error>;

    /// The login of one person; `None` if it is not known.
    async fn by_person(&self, person_id: u64) -> Result<Option<SubscriberLogin>, Error>;
}

#[async_trait]
impl<T: SubscriberDirectory + ?Sized> SubscriberDirectory for Arc<T> {
    async fn by_document(&self, document: &Document) -> Result<Vec<SubscriberLogin>, Error> {
        (**self).by_document(document).await
    }

    async fn by_person(&self, person_id: u64) -> Result<Option<SubscriberLogin>, Error> {
        (**self).by_person(person_id).await
    }
}

/// A directory in memory. It can change while it is in use.
#[derive(Default)]
pub struct InMemoryDirectory(RwLock<HashMap<u64, (Option<Document>, SubscriberLogin)>>);

impl InMemoryDirectory {
    /// An empty directory.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a person, or replaces the person's document and login.
    pub fn insert(&self, person_id: u64, document: Option<Document>, login: SubscriberLogin) {
        let mut people = self.0.write().unwrap_or_else(PoisonError::into_inner);
        people.insert(person_id, (document, login));
    }

    /// Removes a person.
    pub fn remove(&self, person_id: u64) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).remove(&person_id);
    }

    /// How many people are in it.
    pub fn len(&self) -> usize {
        self.0.read().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[async_trait]
impl SubscriberDirectory for InMemoryDirectory {
    async fn by_document(&self, document: &Document) -> Result<Vec<SubscriberLogin>, Error> {
        let people = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let matching = people.iter().filter(|(_, (known, _))| known.as_ref() == Some(document));
        let mut found: Vec<_> = matching.map(|(id, (_, login))| (*id, login.clone())).collect();
        found.sort_by_key(|(id, _)| *id);
        Ok(found.into_iter().map(|(_, login)| login).collect())
    }

    async fn by_person(&self, person_id: u64) -> Result<Option<SubscriberLogin>, Error> {
        let people = self.0.read().unwrap_or_else(PoisonError::into_inner);
        Ok(people.get(&person_id).map(|(_, login)| login.clone()))
    }
}

impl fmt::Debug for InMemoryDirectory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InMemoryDirectory").field("people", &self.len()).finish_non_exhaustive()
    }
}
