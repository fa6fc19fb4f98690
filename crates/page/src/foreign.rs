//! The words of other languages that pages of this family are written in, as far as their headings and columns go.

/// What a word in lower case means, in English; nothing if it is not known.
pub(crate) fn english(word: &str) -> Option<&'static str> {
    Some(match word {
        "paramètre" | "parámetro" | "parâmetro" | "parametro" | "параметр" => {
            "parameter"
        }
        "paramètres" | "parámetros" | "parâmetros" | "parametri" | "параметры" => {
            "parameters"
        }
        "anfrageparameter" | "abfrageparameter" | "pfadparameter" | "queryparameter" => {
            "parameters"
        }
        "champ" | "campo" | "feld" | "поле" => "field",
        "champs" | "campos" | "felder" | "campi" | "antwortfelder" | "anfragefelder" | "поля" => {
            "fields"
        }
        "attribut" | "atributo" | "attributo" => "attribute",
        "attributs" | "atributos" => "attributes",
        "propriété" | "propiedad" | "propriedade" | "eigenschaft" => "property",
        "propriétés" | "propiedades" | "propriedades" | "eigenschaften" => "properties",
        "nom" | "nombre" | "nome" | "имя" | "название" => "name",
        "tipo" | "typ" | "datentyp" | "тип" => "type",
        "formato" => "format",
        "requis"
        | "requise"
        | "obligatoire"
        | "requerido"
        | "requerida"
        | "obligatorio"
        | "obligatoria"
        | "obrigatório"
        | "obrigatória"
        | "obbligatorio"
        | "pflicht"
        | "pflichtfeld"
        | "erforderlich"
        | "notwendig"
        | "обязательный"
        | "обязательно" => "required",
        "optionnel" | "facultatif" | "optionnels" | "facultatifs" | "opcional" | "opcionales"
        | "opcionais" | "opzionale" | "facoltativo" => "optional",
        "obligatoires" | "requeridos" | "obligatorios" | "obrigatórios" => "required",
        "descripción" | "descripcion" | "descrição" | "descricao" | "descrizione"
        | "beschreibung" | "описание" => "description",
        "défaut" | "defecto" | "padrão" | "vorgabe" => "default",
        "requête" | "requete" | "demande" | "petición" | "peticion" | "solicitud"
        | "requisição" | "requisicao" | "richiesta" | "anfrage" | "запрос" => "request",
        "réponse" | "reponse" | "respuesta" | "resposta" | "risposta" | "antwort" | "ответ" => {
            "response"
        }
        "corps" | "cuerpo" | "corpo" => "body",
        "exemple" | "ejemplo" | "exemplo" | "esempio" | "beispiel" | "пример" => "example",
        "erreur" | "fehler" | "erro" | "errore" | "ошибка" => "error",
        "erreurs" | "errores" | "erros" | "errori" | "fehlercodes" | "ошибки" => "errors",
        "código" | "codigo" | "codice" | "код" => "code",
        "códigos" | "codigos" | "коды" => "codes",
        "statut" | "estado" | "stato" | "статус" => "status",
        "signification" | "significado" | "bedeutung" | "значение" => "meaning",
        "environnement" | "entorno" | "ambiente" | "umgebung" | "среда" => "environment",
        _ => return None,
    })
}

const CHARACTERS: [(&str, &str); 32] = [
    ("请求", "request"),
    ("請求", "request"),
    ("リクエスト", "request"),
    ("요청", "request"),
    ("响应", "response"),
    ("響應", "response"),
    ("返回", "response"),
    ("应答", "response"),
    ("レスポンス", "response"),
    ("응답", "response"),
    ("参数", "parameter"),
    ("參數", "parameter"),
    ("パラメータ", "parameter"),
    ("パラメーター", "parameter"),
    ("字段", "field"),
    ("属性", "attribute"),
    ("名称", "name"),
    ("名", "name"),
    ("类型", "type"),
    ("類型", "type"),
    ("型", "type"),
    ("必填", "required"),
    ("必须", "required"),
    ("必選", "required"),
    ("必选", "required"),
    ("必須", "required"),
    ("可选", "optional"),
    ("描述", "description"),
    ("说明", "description"),
    ("説明", "description"),
    ("示例", "example"),
    ("错误", "error"),
];

/// What a word that is written without spaces means, part by part: `请求参数` is `request parameter`. Nothing if a part is not known.
pub(crate) fn parts(word: &str) -> Option<Vec<&'static str>> {
    const FILLERS: [&str; 8] = ["是否", "的", "码", "体", "值", "例", "です", "の"];
    let mut rest = word;
    let mut found = Vec::new();
    while !rest.is_empty() {
        if let Some(filler) = FILLERS.iter().find(|filler| rest.starts_with(**filler)) {
            rest = rest.get(filler.len()..)?;
            continue;
        }
        let (known, meaning) = CHARACTERS
            .iter()
            .filter(|(known, _)| rest.starts_with(known))
            .max_by_key(|(known, _)| known.len())?;
        found.push(*meaning);
        rest = rest.get(known.len()..)?;
    }
    (!found.is_empty()).then_some(found)
}

/// What a cell that answers `required?` says, in other languages.
pub(crate) fn truth(word: &str) -> Option<bool> {
    match word {
        "oui" | "sí" | "si" | "sì" | "sim" | "ja" | "j" | "да" | "是" | "はい" | "必填"
        | "必须" | "必須" | "obligatoire" | "requis" | "obligatorio" | "requerido"
        | "obrigatório" | "pflicht" | "erforderlich" => Some(true),
        "non" | "não" | "nein" | "нет" | "否" | "いいえ" | "可选" | "任意" | "facultatif"
        | "optionnel" | "opcional" | "optionell" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_without_spaces_are_read_part_by_part() {
        assert_eq!(parts("请求参数"), Some(vec!["request", "parameter"]));
        assert_eq!(parts("是否必填"), Some(vec!["required"]));
        assert_eq!(parts("港口"), None);
    }
}
