//! Words that no person's name holds.

use crate::body::token::Hashed;
use crate::letters::{lowered, small_word};
use std::sync::LazyLock;

/// Roles, desks, organisations, parts of a page.
const NOT_NAMES: &str = "\
    staff reporter reporters editor editors editorial correspondent correspondents writer writers journalist \
    journalists team news newsroom desk admin administrator webmaster contributor contributors contributing \
    agency agencies agencia agencias agence agences agenturen agentur wire wires service services press \
    online digital media magazine tv radio author authors autor autora autoren auteur photographer photo \
    photos foto fotos video bureau transcript mortgage insurance office department ministry university \
    institute inc ltd llc gmbh plc corp company board times post herald tribune gazette journal daily weekly \
    chronicle telegraph network group community association foundation society club redaktion redaktør \
    redaktion: redaktør: redaktionen redaktor redakcja redakce redakcia redacción redaccion redazione \
    redação redacao redactie redacció rédaction redaction toimitus szerkesztőség redacția redactia redakcija \
    redakciya редакция редакція haber merkezi servisi guest anonymous unknown user page home share subscribe \
    follow read more comments comment updated published posted minutes hours ago today login sign newsletter \
    copyright rights reserved facebook twitter instagram youtube linkedin whatsapp email e-mail http https \
    www special exclusive sponsored advertisement partner content story article articles translated \
    translation compiled source sources associated senior chief director manager president minister \
    professor international national global world europe columnist presse presseportal verlag zeitung medien \
    nachrichten journaliste journalistin korrespondent korrespondentin envoyé spécial corresponsal \
    corrispondente inviato photography blog blogger blogs podcast studio studios productions support app \
    store shop policy privacy terms january february april june july september october november december \
    monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag \
    samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche the this our your thank thanks about view all \
    from for with by profile bio biography security research center centre council committee government \
    police church school college editor-in-chief publisher reviewed medically edited written watch listen \
    live newsdesk webdesk web kolumne kommentar analyse analysis opinion interview chefredakteur \
    chefredakteurin redakteur redakteurin reporterin autorin gastautor responsable correspondant \
    correspondante collaborateur rédacteur rédactrice crédit former ex ehemaliger ehemalige founder \
    co-founder ceo consultant resources posts stories topics popular related recent latest trending \
    recommended categories tags links downloads themen enlaces liens attorney attorneys lawyer expert experts analyst engineer copywriter \
    developer specialist strategist pressesprecher pressesprecherin pressemitteilung kommentare navigation \
    information informationen";

/// Labels of the days on which a story was published or changed.
const OF_DATES: &str = "\
    date dates modified changed created issued publish publication publications release released last update \
    updates viewed revised tarihi tarih giriş güncelleme güncellenme yayın yayınlanma fecha publicación \
    actualización actualizado modificación publicado publicada publicação atualização pubblicato \
    pubblicazione aggiornamento aggiornato дата публикации публикация опубликовано обновлено обновление \
    изменено размещено время publié publiée modifié modifiée veröffentlicht veröffentlichung \
    veröffentlichungsdatum erstellt aktualisiert geändert datum erscheinungsdatum zuletzt stand gepubliceerd \
    bijgewerkt publicatiedatum publisert oppdatert publicerad uppdaterad publiceret opdateret offentliggjort \
    julkaistu päivitetty opublikowano aktualizacja publikacji publikováno aktualizováno aktualizované \
    zverejnené közzétéve frissítve megjelent publicat actualizat actualizată última último δημοσίευση \
    δημοσιεύτηκε ενημέρωση ημερομηνία تاريخ النشر نشر تحديث آخر פורסם עודכן תאריך प्रकाशित अपडेट तिथि انتشار \
    بروزرسانی diterbitkan diperbarui tanggal diunggah terbit ngày опубліковано оновлено публікації";

/// The words that no name holds: each word of what may be a name is looked up.
static NOT_NAMES_INDEX: LazyLock<Hashed<(), &str>> = LazyLock::new(|| {
    let words = NOT_NAMES.split_whitespace().chain(OF_DATES.split_whitespace());
    words.map(|word| (word, ())).collect()
});

/// Whether a word, whatever its case, is one of them.
pub(crate) fn is_no_name(word: &str) -> bool {
    match small_word(word, &mut [0; 32]) {
        Some(small) => NOT_NAMES_INDEX.contains_key(small),
        None => NOT_NAMES_INDEX.contains_key(lowered(word).as_ref()),
    }
}
