//! Whatever a request is made of, its signed header has the attributes that were put into it and no others; and what is signed can be read in one way only.
#![no_main]

use pazemo::paysera::{Ext, MacCredentials, MacRequest};

type Input = (
    (String, String),
    (u64, String, String, String, String, u16),
    (Vec<u8>, Option<String>, Option<String>),
    Option<String>,
);

libfuzzer_sys::fuzz_target!(|input: Input| {
    let ((id, key), (timestamp, nonce, method, path, host, port), parameters, raw_ext) = input;
    let (body, project, location) = parameters;
    let mut ext = Ext::new().with_body(&body);
    if let Some(project) = &project {
        ext = ext.with_project(project);
    }
    if let Some(location) = &location {
        ext = ext.with_location(location);
    }
    // One that was encoded here, or any text at all.
    let encoded = ext.encode();
    let names = encoded.split('&').map(|pair| pair.split('=').next());
    let names: Vec<_> = names.flatten().filter(|name| !name.is_empty()).collect();
    let wanted = [
        ("body_hash", !body.is_empty()),
        ("project_id", project.is_some()),
        ("location_id", location.is_some()),
    ];
    let wanted = wanted.iter().filter(|(_, is_there)| *is_there);
    assert!(names.iter().eq(wanted.map(|(name, _)| name)));
    let ext = raw_ext.as_deref().unwrap_or(&encoded);

    let Ok(credentials) = MacCredentials::new(id.as_str(), key.as_str()) else {
        return;
    };
    let request = MacRequest {
        timestamp,
        nonce: &nonce,
        method: &method,
        path_and_query: &path,
        host: &host,
        port,
        ext,
    };
    let mac = credentials.sign(&request);
    assert_eq!(mac.len(), 44);
    let Ok(header) = credentials.authorization(&request) else {
        return;
    };
    assert_eq!(request.normalized().matches('\n').count(), 7);
    let mut expected = format!(r#"MAC id="{id}", ts="{timestamp}", nonce="{nonce}", mac="{mac}""#);
    let mut attributes = 4;
    if !ext.is_empty() {
        expected.push_str(&format!(r#", ext="{ext}""#));
        attributes += 1;
    }
    let header = header.to_str().expect("visible ASCII");
    assert_eq!(header, expected);
    assert_eq!(header.matches('"').count(), 2 * attributes);
    assert!(!header.contains('\\'));
});
