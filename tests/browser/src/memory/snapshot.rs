//! A snapshot of a heap, as V8 writes it.

use serde_json::Value;

/// What is on a heap.
pub struct Snapshot {
    strings: Vec<String>,
    /// Name of the kind, and number of each object of scripts.
    objects: Vec<(usize, u64)>,
    /// Name of the kind of each object of the browser itself.
    natives: Vec<usize>,
}

impl Snapshot {
    /// Reads the JSON text. Nodes stand in one list of numbers, so many to each as there are fields.
    pub fn read(text: &str) -> Self {
        let snapshot: Value = serde_json::from_str(text).expect("a snapshot is JSON");
        let meta = &snapshot["snapshot"]["meta"];
        let place = |list: &Value, name: &str| {
            let list = list.as_array().expect("a list");
            list.iter().position(|entry| entry == name).unwrap_or_else(|| panic!("no {name} in a snapshot"))
        };
        let fields = &meta["node_fields"];
        let size = fields.as_array().expect("a list").len();
        let [kind, name, id] = ["type", "name", "id"].map(|field| place(fields, field));
        let kinds = &meta["node_types"][kind];
        let [object, native] = ["object", "native"].map(|name| place(kinds, name) as u64);
        let numbers = snapshot["nodes"].as_array().expect("a list").iter();
        let numbers: Vec<u64> = numbers.map(|number| number.as_u64().expect("a number")).collect();
        let of_kind = |wanted| numbers.chunks_exact(size).filter(move |node| node[kind] == wanted);
        let name_of = |node: &[u64]| usize::try_from(node[name]).expect("a place among the strings");
        let strings = snapshot["strings"].as_array().expect("a list").iter();
        Self {
            objects: of_kind(object).map(|node| (name_of(node), node[id])).collect(),
            natives: of_kind(native).map(name_of).collect(),
            strings: strings.map(|string| string.as_str().unwrap_or_default().to_owned()).collect(),
        }
    }

    /// Whether a text is part of any string. V8 writes the first 1024 characters of each.
    pub fn has_string(&self, text: &str) -> bool {
        self.strings.iter().any(|string| string.contains(text))
    }

    /// The numbers of all objects of scripts of a kind.
    pub fn objects(&self, kind: &str) -> impl Iterator<Item = u64> {
        self.objects.iter().filter(move |(name, _)| self.strings[*name] == kind).map(|(_, id)| *id)
    }

    /// How many objects of a kind the browser has.
    pub fn natives(&self, kind: &str) -> usize {
        self.natives.iter().filter(|name| self.strings[**name] == kind).count()
    }
}
