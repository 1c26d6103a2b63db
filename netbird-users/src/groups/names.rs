use crate::{
    error::{Error, ErrorKind},
    model::Group,
    operation::FIND_GROUP as DOING,
};

/// The groups of an account by name, as they were at one time.
#[derive(Clone, Debug)]
pub struct GroupNames(Vec<Group>);

impl GroupNames {
    pub(super) fn new(groups: Vec<Group>) -> Self {
        Self(groups)
    }

    /// The id of the group with this name. Letter case counts.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] when no group has the name, [`ErrorKind::Ambiguous`] with the ids when several have it,
    /// [`ErrorKind::Refused`] for `All`, which no user can be given.
    pub fn id(&self, name: &str) -> Result<&str, Error> {
        let of_that_name = self.0.iter().filter(|group| group.name == name);
        let found: Vec<&Group> = of_that_name.collect();
        match found[..] {
            [group] if group.is_all() => {
                let reason = "everybody is in the group All: it cannot be given to a user";
                Err(Error::local(DOING, ErrorKind::Refused, reason))
            }
            [group] => Ok(&group.id),
            [] => Err(Error::local(DOING, ErrorKind::NotFound, self.nobody(name))),
            _ => {
                let ids: Vec<&str> = found.iter().map(|group| group.id.as_str()).collect();
                let detail = format!("{} groups have the name {name:?}: {}", found.len(), ids.join(", "));
                Err(Error::local(DOING, ErrorKind::Ambiguous, detail))
            }
        }
    }

    /// The ids of the groups with these names, for [`NewUser::auto_groups`](crate::NewUser::auto_groups) and
    /// [`Edit::auto_groups`](crate::Edit::auto_groups).
    ///
    /// # Errors
    ///
    /// As for [`id`](Self::id), for the first name that has no id.
    pub fn ids<N: AsRef<str>>(&self, names: impl IntoIterator<Item = N>) -> Result<Vec<String>, Error> {
        names.into_iter().map(|name| self.id(name.as_ref()).map(str::to_owned)).collect()
    }

    /// The name of the group with this id; `None` for one that was not there.
    #[must_use]
    pub fn name(&self, id: &str) -> Option<&str> {
        self.0.iter().find(|group| group.id == id).map(|group| group.name.as_str())
    }

    /// Names the groups that are spelled alike but for letter case.
    fn nobody(&self, name: &str) -> String {
        let alike = self.0.iter().filter(|group| group.name.to_lowercase() == name.to_lowercase());
        let alike: Vec<String> = alike.map(|group| format!("{:?}", group.name)).collect();
        match alike[..] {
            [] => format!("no group has the name {name:?}"),
            _ => format!("no group has the name {name:?}, but there is {}", alike.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> GroupNames {
        let group = |(id, name): (&str, &str)| Group {
            id: id.to_owned(),
            name: name.to_owned(),
            issued: None,
            peers_count: None,
        };
        GroupNames([("0", "All"), ("1", "Developers"), ("2", "Berlin"), ("3", "Berlin")].map(group).to_vec())
    }

    #[test]
    fn a_name_is_an_id_or_the_reason_why_not() {
        let names = names();
        assert_eq!(names.ids(["Developers"]).expect("one"), ["1"]);
        for (name, kind, part) in [
            ("developers", ErrorKind::NotFound, "but there is \"Developers\""),
            ("Paris", ErrorKind::NotFound, "no group has the name \"Paris\""),
            ("Berlin", ErrorKind::Ambiguous, "2, 3"),
            ("All", ErrorKind::Refused, "everybody is in the group All"),
        ] {
            let error = names.ids(["Developers", name]).expect_err(name);
            assert!(*error.kind() == kind && error.to_string().contains(part), "{error}");
        }
        assert_eq!((names.name("2"), names.name("9")), (Some("Berlin"), None));
    }
}
