// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/textnormalizer.h"

#include "speech/codefence.h"
#include "speech/spokennumber.h"
#include "speech/spokenvocabulary.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

bool isMark(QChar c)
{
    return QStringView(u",.;:!?").contains(c);
}

/// A character that is neither spoken nor a pause: emoji, variation selectors, joiners, modifiers.
bool isPictograph(char32_t c)
{
    return c >= 0x1F000 || c == 0x200D || c == 0x20E3 || (c >= 0xFE00 && c <= 0xFE0F)
        || (c >= 0x2300 && c <= 0x23FF) || (c >= 0x2500 && c <= 0x27BF)
        || (c >= 0x2B00 && c <= 0x2BFF);
}

/// Writes the spoken form of one sentence, from its beginning to its end.
class FormWriter
{
public:
    FormWriter(const QString &sentence, TextLanguage language)
        : m_sentence(sentence)
        , m_language(language)
    {
        m_form.written.clear();
    }

    SpokenForm write()
    {
        if (isRule() || isTableRule())
            return finish();
        m_isBlock = skipBlockMarks();
        while (m_at < m_sentence.size()) {
            if (m_at == m_labelEnd) {
                m_at = m_linkEnd;
                m_labelEnd = -1;
            } else {
                writeNext();
            }
        }
        return finish();
    }

private:
    QStringView rest() const { return QStringView(m_sentence).sliced(m_at); }
    QRegularExpressionMatch matchAt(const QRegularExpression &pattern, qsizetype at) const
    {
        return pattern.match(m_sentence, at, QRegularExpression::NormalMatch,
                             QRegularExpression::AnchorAtOffsetMatchOption);
    }
    QChar before() const { return m_at > 0 ? m_sentence[m_at - 1] : u' '; }
    QChar after(qsizetype length = 1) const
    {
        return m_at + length < m_sentence.size() ? m_sentence[m_at + length] : u' ';
    }
    bool isWordStart() const { return !before().isLetterOrNumber(); }

    // ---- output

    void append(QChar c, qsizetype written)
    {
        const bool isSpace = c.isSpace();
        QString &text = m_form.text;
        if (isSpace && (text.isEmpty() || text.back() == u' '))
            return;
        if (isMark(c) && !text.isEmpty() && text.back() == u' ')
            dropLast();
        if (c == u',' && (text.isEmpty() || isMark(text.back())))
            return; // a sign that is only a pause, where there is one
        text += isSpace ? u' ' : c;
        m_form.written.push_back(static_cast<int>(written));
    }
    void dropLast()
    {
        m_form.text.chop(1);
        m_form.written.pop_back();
    }
    /// Says the next `length` characters as `words`.
    void say(const QString &words, qsizetype length)
    {
        append(u' ', m_at);
        for (const QChar c : words)
            append(c, m_at);
        m_at += length;
        append(u' ', m_at);
    }
    void copy(qsizetype length)
    {
        for (; length > 0; --length, ++m_at)
            append(m_sentence[m_at], m_at);
    }

    SpokenForm finish()
    {
        while (m_form.text.endsWith(u' '))
            dropLast();
        const bool isSaid = std::ranges::any_of(
            m_form.text, [](QChar c) { return c.isLetterOrNumber() || c.isSurrogate(); });
        if (!isSaid) {
            m_form = SpokenForm{};
            m_form.written.clear();
        } else if (m_isBlock && m_form.text.back().isLetterOrNumber()) {
            append(u'.', m_sentence.size()); // headings and items of lists have no stop
        }
        m_form.written.push_back(static_cast<int>(m_sentence.size()));
        return std::move(m_form);
    }

    // ---- blocks

    bool isRule() const
    {
        static const QRegularExpression kRule(uR"(^(?:[-*_=] ?){3,}$)"_s);
        return kRule.match(m_sentence).hasMatch();
    }
    bool isTableRule() const
    {
        static const QRegularExpression kTableRule(uR"(^\|?[\s:|-]{3,}\|?$)"_s);
        return m_sentence.contains(u'-') && kTableRule.match(m_sentence).hasMatch();
    }
    /// Skips what marks a heading, a quotation, an item of a list or a row of a table.
    bool skipBlockMarks()
    {
        static const QRegularExpression kMarks(
            uR"(^(?:> ?)*(?:#{1,6} |[-*+•] (?:\[[ xX]\] )?|\| ?)?)"_s);
        m_at = kMarks.match(m_sentence).capturedLength();
        static const QRegularExpression kNumber(uR"((\d{1,3})[.)] (?=\S))"_s);
        const auto number = matchAt(kNumber, m_at);
        if (number.hasMatch())
            say(number.captured(1) + u',', number.capturedLength());
        return m_at > 0;
    }

    // ---- inline

    void writeNext()
    {
        if (skipMarkup() || writeCode() || writeAddress() || writeMoney() || writeDate()
            || writeNumber() || writeAbbreviation() || writeSign())
            return;
        copy(1);
    }

    /// Emphasis, links, tags and escapes: marks that are not spoken.
    bool skipMarkup()
    {
        static const QRegularExpression kLink(uR"(!?\[([^\]]{0,300})\]\([^)]{0,2000}\))"_s);
        static const QRegularExpression kTag(uR"(</?[a-zA-Z][^<>]{0,200}>)"_s);
        const QChar c = m_sentence[m_at];
        if (c == u'\\' && (after().isPunct() || after().isSymbol())) {
            ++m_at;
            copy(1);
            return true;
        }
        if (c == u'[' || (c == u'!' && after() == u'[')) {
            const auto link = matchAt(kLink, m_at);
            if (!link.hasMatch())
                return skip(c == u'[' ? 1 : 0);
            m_labelEnd = link.capturedEnd(1);
            m_linkEnd = link.capturedEnd();
            m_at = link.capturedStart(1);
            return true;
        }
        if (c == u']')
            return skip(1);
        if (c == u'<')
            return skip(matchAt(kTag, m_at).capturedLength());
        return skipEmphasis(c);
    }
    bool skipEmphasis(QChar c)
    {
        if (c == u'~' && after() == u'~')
            return skip(2);
        const bool isInWord = before().isLetterOrNumber() && after().isLetterOrNumber();
        if (c == u'_') {
            if (isInWord)
                append(u' ', m_at);
            return skip(1);
        }
        if (c != u'*')
            return false;
        const bool isBetweenNumbers = (before().isDigit() || before().isSpace())
            && (after().isDigit() || after().isSpace()) && m_at > 0;
        if (isBetweenNumbers)
            say(SpokenWord{u"times", u"mal"}.in(m_language), 1);
        return isBetweenNumbers || skip(1);
    }
    bool skip(qsizetype length)
    {
        m_at += length;
        return length > 0;
    }

    /// A name in code is read; what cannot be read is announced.
    bool writeCode()
    {
        if (m_sentence[m_at] != u'`')
            return false;
        constexpr qsizetype kLongestName = 40;
        static const QRegularExpression kCode(uR"((`{1,2})([^`]{1,500})\1)"_s);
        static const QRegularExpression kName(uR"(^[\w ./:+-]*$)"_s);
        const auto code = matchAt(kCode, m_at);
        if (!code.hasMatch())
            return skip(1);
        const qsizetype end = m_at + code.capturedLength();
        QString name = code.captured(2).trimmed();
        if (name.size() > kLongestName || !kName.match(name).hasMatch())
            name = SpokenWord{u"some code", u"etwas Code"}.in(m_language);
        else
            name.replace(u'_', u' ').replace(u'/', u' ').replace(u'.', dot());
        say(name, end - m_at);
        return true;
    }

    QString dot() const { return SpokenWord{u" dot ", u" Punkt "}.in(m_language); }

    /// Of the address of a page only the host is said.
    bool writeAddress()
    {
        if (!isWordStart())
            return false;
        static const QRegularExpression kUrl(
            uR"((?:https?://|www\.)(?:www\.)?([\w-]+(?:\.[\w-]+)*)(?::\d+)?(?:[/?#][^\s<>()\[\]]*)?)"_s);
        static const QRegularExpression kMail(uR"([\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)"_s);
        static const QRegularExpression kHost(
            uR"([\w-]+(?:\.[\w-]+){0,3}\.(?:com|org|net|edu|gov|io|de|eu|uk|at|ch)\b)"_s);
        if (const auto url = matchAt(kUrl, m_at); url.hasMatch()) {
            qsizetype length = url.capturedLength();
            while (isMark(rest()[length - 1]))
                --length;
            say(url.captured(1).replace(u'.', dot()), length);
            return true;
        }
        if (const auto mail = matchAt(kMail, m_at); mail.hasMatch()) {
            say(mail.captured().replace(u'@', u" at "_s).replace(u'.', dot()),
                mail.capturedLength());
            return true;
        }
        const auto host = matchAt(kHost, m_at);
        if (host.hasMatch())
            say(host.captured().replace(u'.', dot()), host.capturedLength());
        return host.hasMatch();
    }

    const SpokenCurrency *currencyAt(qsizetype at) const
    {
        const QStringView text = QStringView(m_sentence).sliced(at);
        const auto found = std::ranges::find_if(spokenCurrencies(), [&](const auto &currency) {
            return text.startsWith(QStringView(currency.written));
        });
        return found == spokenCurrencies().end() ? nullptr : &*found;
    }

    /// "$5.50", "$3 million", "5,50 €".
    bool writeMoney()
    {
        static const QRegularExpression kMagnitude(
            uR"( (?:thousand|million|billion|trillion|Tausend|Millionen?|Milliarden?)\b)"_s);
        const SpokenCurrency *currency = isWordStart() ? currencyAt(m_at) : nullptr;
        qsizetype length = currency ? QStringView(currency->written).size() : 0;
        if (currency && rest().sliced(length).startsWith(u' '))
            ++length;
        const auto amount = NumberText::at(rest().sliced(length), m_language);
        if (!amount || !isWordStart())
            return false;
        length += amount->length;
        const QStringView behind = rest().sliced(length);
        const auto magnitude = matchAt(kMagnitude, m_at + length);
        if (!currency) {
            const qsizetype space = behind.startsWith(u' ') ? 1 : 0;
            currency = currencyAt(m_at + length + space);
            length += space + (currency ? QStringView(currency->written).size() : 0);
        } else {
            length += magnitude.capturedLength();
        }
        if (!currency || after(length).isLetter())
            return false;
        if (magnitude.hasMatch())
            say(amount->spoken() + magnitude.captured() + u' ' + currency->many.in(m_language),
                length);
        else
            say(amount->money(*currency), length);
        return true;
    }

    /// "2026-11-30", "14:30".
    bool writeDate()
    {
        if (!isWordStart() || !m_sentence[m_at].isDigit())
            return false;
        static const QRegularExpression kDate(uR"((\d{4})-(0[1-9]|1[0-2])-([0-2]\d|3[01])\b)"_s);
        static const QRegularExpression kTime(
            uR"(([01]?\d|2[0-3]):([0-5]\d)(?: Uhr\b)?(?![:\d]))"_s);
        const bool isGerman = m_language == TextLanguage::German;
        if (const auto date = matchAt(kDate, m_at); date.hasMatch()) {
            const QString month = spokenMonth(date.capturedView(2).toInt(), m_language);
            const QString day = QString::number(date.capturedView(3).toInt());
            const QString year = date.captured(1);
            say(isGerman ? u"%1. %2 %3"_s.arg(day, month, year)
                         : u"%1 %2, %3"_s.arg(month, day, year),
                date.capturedLength());
            return true;
        }
        const auto time = matchAt(kTime, m_at);
        if (!time.hasMatch())
            return false;
        const int minutes = time.capturedView(2).toInt();
        const QString hours = QString::number(time.capturedView(1).toInt());
        const QString spoken = minutes == 0 ? QString()
            : minutes < 10 && !isGerman     ? u"oh %1"_s.arg(minutes)
                                            : QString::number(minutes);
        const bool isNoon = spoken.isEmpty() && !isGerman;
        const bool hasHalf =
            rest().sliced(time.capturedLength()).trimmed().startsWith(u'a', Qt::CaseInsensitive)
            || rest().sliced(time.capturedLength()).trimmed().startsWith(u'p', Qt::CaseInsensitive);
        say(isGerman                ? u"%1 Uhr %2"_s.arg(hours, spoken).trimmed()
                : isNoon && hasHalf ? hours
                : isNoon            ? u"%1 o'clock"_s.arg(hours)
                                    : u"%1 %2"_s.arg(hours, spoken),
            time.capturedLength());
        return true;
    }

    /// Numbers, alone, in a range or with a unit.
    bool writeNumber()
    {
        if (!isWordStart())
            return false;
        const bool isNegative =
            (m_sentence[m_at] == u'-' || m_sentence[m_at] == u'\u2212') && before().isSpace();
        const qsizetype sign = isNegative ? 1 : 0;
        const auto number = NumberText::at(rest().sliced(sign), m_language);
        if (!number)
            return false;
        QString words = (isNegative ? u"minus "_s : QString()) + number->spoken();
        qsizetype length = sign + number->length;
        if (const auto [unit, unitLength] = unitAt(m_at + length); unit) {
            words += u' ' + (number->isOne() ? unit->one : unit->many).in(m_language);
            length += unitLength;
        }
        say(words, length);
        static const QRegularExpression kRange(uR"( ?[-–] ?(?=\d))"_s);
        if (const auto range = matchAt(kRange, m_at); range.hasMatch())
            say(SpokenWord{u"to", u"bis"}.in(m_language), range.capturedLength());
        return true;
    }
    /// The unit at this position and how many characters it takes, with a space before it.
    std::pair<const SpokenUnit *, qsizetype> unitAt(qsizetype at) const
    {
        QStringView text = QStringView(m_sentence).sliced(at);
        const qsizetype space = text.startsWith(u' ') || text.startsWith(u'\u00A0') ? 1 : 0;
        text = text.sliced(space);
        for (const SpokenUnit &unit : spokenUnits()) {
            const QStringView written(unit.written);
            if (!text.startsWith(written))
                continue;
            const QStringView behind = text.sliced(written.size());
            if (behind.isEmpty() || !behind.front().isLetterOrNumber())
                return {&unit, space + written.size()};
        }
        return {nullptr, 0};
    }

    bool writeAbbreviation()
    {
        if (!isWordStart() || !m_sentence[m_at].isLetter())
            return false;
        for (const SpokenSign &each : spokenAbbreviations()) {
            const QStringView written(each.written);
            const char16_t *words =
                m_language == TextLanguage::German ? each.words.german : each.words.english;
            if (!words || !rest().startsWith(written))
                continue;
            const bool endsSentence = rest().size() == written.size();
            say(QString::fromUtf16(words), written.size());
            if (endsSentence)
                append(u'.', m_at - 1);
            return true;
        }
        return false;
    }

    bool writeSign()
    {
        const QStringView text = rest();
        const char32_t c = text.size() > 1 && text[0].isHighSurrogate()
            ? QChar::surrogateToUcs4(text[0], text[1])
            : text[0].unicode();
        for (const SpokenSign &sign : spokenSigns()) {
            if (text.startsWith(QStringView(sign.written))) {
                say(sign.words.in(m_language), QStringView(sign.written).size());
                return true;
            }
        }
        if (c == u'/' && before().isLetter() && after().isLetter()) {
            append(u' ', m_at);
            return skip(1);
        }
        if (c == u'-' && before().isSpace() && after().isSpace()) {
            say(u","_s, 1);
            return true;
        }
        return isPictograph(c) && skip(QChar::requiresSurrogates(c) ? 2 : 1);
    }

    const QString &m_sentence;
    TextLanguage m_language;
    qsizetype m_at = 0;
    bool m_isBlock = false; ///< a heading, or an item or row of something
    qsizetype m_labelEnd = -1; ///< of the link that is being written
    qsizetype m_linkEnd = 0;
    SpokenForm m_form;
};

/// "Here is some Python code."
QString announcement(const QString &fence, TextLanguage language)
{
    static const QHash<QString, QString> kNames{
        {u"py"_s, u"Python"_s},
        {u"python"_s, u"Python"_s},
        {u"cpp"_s, u"C plus plus"_s},
        {u"c++"_s, u"C plus plus"_s},
        {u"c"_s, u"C"_s},
        {u"js"_s, u"JavaScript"_s},
        {u"javascript"_s, u"JavaScript"_s},
        {u"ts"_s, u"TypeScript"_s},
        {u"typescript"_s, u"TypeScript"_s},
        {u"java"_s, u"Java"_s},
        {u"rust"_s, u"Rust"_s},
        {u"go"_s, u"Go"_s},
        {u"bash"_s, u"shell"_s},
        {u"sh"_s, u"shell"_s},
        {u"sql"_s, u"SQL"_s},
        {u"html"_s, u"HTML"_s},
        {u"css"_s, u"CSS"_s},
        {u"json"_s, u"JSON"_s},
    };
    const QString name = kNames.value(fence.sliced(3).trimmed().toLower());
    if (language == TextLanguage::German)
        return name.isEmpty() ? u"Hier steht Code."_s : u"Hier steht Code in %1."_s.arg(name);
    return name.isEmpty() ? u"Here is some code."_s : u"Here is some %1 code."_s.arg(name);
}

/// Words that stand for the whole of `sentence`.
SpokenForm standingFor(const QString &sentence, const QString &words)
{
    SpokenForm form{.text = words,
                    .written = std::vector<int>(static_cast<std::size_t>(words.size()), 0)};
    form.written.push_back(static_cast<int>(sentence.size()));
    return form;
}

} // namespace

SpokenForm SpokenForm::verbatim(const QString &text)
{
    SpokenForm form{.text = text,
                    .written = std::vector<int>(static_cast<std::size_t>(text.size()) + 1)};
    std::iota(form.written.begin(), form.written.end(), 0);
    return form;
}

SpokenForm SpokenForm::part(qsizetype begin, qsizetype end, int from) const
{
    SpokenForm form{.text = text.sliced(begin, end - begin),
                    .written = {written.begin() + begin, written.begin() + end + 1}};
    for (int &position : form.written)
        position -= from;
    return form;
}

SpokenForm TextNormalizer::pass(const QString &sentence)
{
    if (m_isInCode) {
        m_isInCode = false;
        return standingFor(sentence, {});
    }
    if (isCodeFence(sentence)) {
        m_isInCode = true;
        return standingFor(sentence, announcement(sentence, m_language));
    }
    m_language = languageOf(sentence, m_language);
    return FormWriter(sentence, m_language).write();
}

TextLanguage languageOf(QStringView text, TextLanguage before)
{
    static const QStringList kEnglish{u"the"_s,  u"and"_s, u"is"_s,   u"are"_s,  u"of"_s,
                                      u"to"_s,   u"you"_s, u"it"_s,   u"that"_s, u"for"_s,
                                      u"with"_s, u"a"_s,   u"i"_s,    u"your"_s, u"this"_s,
                                      u"have"_s, u"on"_s,  u"costs"_s};
    static const QStringList kGerman{u"der"_s,  u"die"_s,   u"das"_s,    u"und"_s,  u"ist"_s,
                                     u"sind"_s, u"nicht"_s, u"ein"_s,    u"eine"_s, u"ich"_s,
                                     u"zu"_s,   u"mit"_s,   u"auf"_s,    u"für"_s,  u"sie"_s,
                                     u"von"_s,  u"es"_s,    u"kostet"_s, u"im"_s,   u"den"_s};
    int lead = 0; // of English
    for (const QStringView word : text.tokenize(u' ')) {
        const QString plain = word.toString().toLower();
        lead += kEnglish.contains(plain) ? 1 : 0;
        lead -= kGerman.contains(plain) ? 1 : 0;
    }
    if (lead == 0)
        return before;
    return lead > 0 ? TextLanguage::English : TextLanguage::German;
}

} // namespace holdline::speech
