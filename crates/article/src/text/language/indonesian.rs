//! Indonesian.

use super::{Language, words};

pub(super) static INDONESIAN: Language = Language {
    code: "id",
    ordinal_stops: false,
    stopwords: words!(
        "ada adalah agar akan akibat aku antara apa apabila apakah atas atau bagai bagaimana bagi bahkan
         bahwa baik banyak baru beberapa begitu belum berada bersama bila bisa bukan dalam dan dapat dari
         daripada demi demikian dengan di dia dua guna hal hanya harus hingga ia ialah ini itu jadi jika
         juga kalau kami kamu karena ke kembali kemudian kepada ketika kini kita lagi lain lalu lebih
         maka masih maupun melalui memang mereka meski meskipun misalnya namun nanti oleh pada para
         pernah pula pun saat saja saling sama sambil sampai sangat saya sebab sebagai sebagaimana
         sebelum sebelumnya sebuah secara sedang sedangkan sejak sejumlah sekitar selain selama seluruh
         sementara semua seorang seperti serta setelah setiap siapa suatu sudah supaya tak tanpa tapi
         telah tentang terhadap termasuk tersebut tetapi tidak untuk usai walau walaupun yaitu yakni yang"
    ),
    titles: words!("Bpk Brigjen Dr Drs Hj Ir Jend Jenderal Kol Kompol Letjen Mayjen Prof Sdr Yth dr drs ir"),
    abbreviations: words!("Co Inc Jl Jr Ltd Rp Tbk dll dsb dst"),
    counters: words!("Hal No Telp hal no tel telp vol"),
};
