// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/textlanguage.h"

#include <QRegularExpression>
#include <QSet>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

using Words = QSet<QString>;

Words wordsOf(const QString &text)
{
    const QStringList words = text.split(u' ');
    return {words.begin(), words.end()};
}

/// True if `word` cannot be English or German: it is not in Latin letters, or has one that both
/// lack. Loanwords such as "café" count, too; the words around them outweigh them.
bool isForeign(QStringView word)
{
    const auto isForeignLetter = [](QChar letter) {
        const bool isShared = letter.unicode() < 0x80 || QStringView(u"äöüÄÖÜßẞ").contains(letter);
        return !isShared && letter.isLetter();
    };
    return std::ranges::any_of(word, isForeignLetter);
}

} // namespace

QString primaryLanguage(const QString &tag)
{
    return tag.section(u'-', 0, 0).toLower();
}

TextLanguage textLanguageOf(const QString &tag)
{
    const QString language = primaryLanguage(tag);
    if (language.isEmpty() || language == u"en")
        return TextLanguage::English;
    return language == u"de" ? TextLanguage::German : TextLanguage::Other;
}

TextLanguage languageOf(QStringView text, TextLanguage before)
{
    static const Words kEnglish =
        wordsOf(u"the and is are of to you it that for with a i your this have on costs"_s);
    static const Words kGerman = wordsOf(
        u"der die das und ist sind nicht ein eine ich zu mit auf für sie von es kostet im den"_s);
    // Frequent words of other languages with Latin letters, which are no words of these two.
    static const Words kOther =
        wordsOf(u"le la les est et une dans que qui pas vous nous il elle avec sur "
                "el las y por para con del está cuesta usted muy pero como "
                "lo gli che di sono della uno uma não são custa "
                "het een en niet ik dat voor zijn kost och att det är på inte og ikke jest bir"_s);
    static const QRegularExpression kWord(uR"(\p{L}+)"_s);
    int english = 0;
    int german = 0;
    int other = 0;
    for (auto word = kWord.globalMatch(text.toString()); word.hasNext();) {
        const QString written = word.next().captured();
        const QString plain = written.toLower();
        if (written.size() > 1 && written != plain && written == written.toUpper())
            continue; // an abbreviation
        english += kEnglish.contains(plain) ? 1 : 0;
        german += kGerman.contains(plain) ? 1 : 0;
        other += kOther.contains(plain) || isForeign(plain) ? 1 : 0;
    }
    if (other > std::max(english, german))
        return TextLanguage::Other;
    if (english == german || other == std::max(english, german))
        return before;
    return english > german ? TextLanguage::English : TextLanguage::German;
}

} // namespace holdline::speech
