//! Examples that need a web framework or a database. They are a package of their own, so that the other
//! examples are built without either.
