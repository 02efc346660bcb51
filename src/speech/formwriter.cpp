// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/formwriter.h"

#include "speech/spokennumber.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

/// A character that is neither spoken nor a pause: emoji, variation selectors, joiners, modifiers.
bool isPictograph(char32_t c)
{
    return c >= 0x1F000 || c == 0x200D || c == 0x20E3 || (c >= 0xFE00 && c <= 0xFE0F)
        || (c >= 0x2300 && c <= 0x23FF) || (c >= 0x2500 && c <= 0x27BF)
        || (c >= 0x2B00 && c <= 0x2BFF);
}

} // namespace

SpokenForm FormWriter::write()
{
    if (!isRule() && !isTableRule()) {
        m_isBlock = skipBlockMarks();
        while (m_at < m_sentence.size()) {
            if (m_at == m_labelEnd) {
                m_at = m_linkEnd;
                m_labelEnd = -1;
            } else {
                writeNext();
            }
        }
    }
    // Headings and items of lists have no stop.
    return m_form.finish(m_sentence.size(), m_isBlock);
}

QRegularExpressionMatch FormWriter::matchAt(const QRegularExpression &pattern, qsizetype at) const
{
    return pattern.match(m_sentence, at, QRegularExpression::NormalMatch,
                         QRegularExpression::AnchorAtOffsetMatchOption);
}

QChar FormWriter::after(qsizetype length) const
{
    return m_at + length < m_sentence.size() ? m_sentence[m_at + length] : u' ';
}

void FormWriter::say(const QString &words, qsizetype length)
{
    m_form.append(u' ', m_at);
    for (const QChar c : words)
        m_form.append(c, m_at);
    m_at += length;
    m_form.append(u' ', m_at);
}

void FormWriter::copy(qsizetype length)
{
    for (; length > 0; --length, ++m_at)
        m_form.append(m_sentence[m_at], m_at);
}

bool FormWriter::isRule() const
{
    static const QRegularExpression kRule(uR"(^(?:[-*_=] ?){3,}$)"_s);
    return kRule.match(m_sentence).hasMatch();
}

bool FormWriter::isTableRule() const
{
    static const QRegularExpression kTableRule(uR"(^\|?[\s:|-]{3,}\|?$)"_s);
    return m_sentence.contains(u'-') && kTableRule.match(m_sentence).hasMatch();
}

bool FormWriter::skipBlockMarks()
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

void FormWriter::writeNext()
{
    if (skipMarkup() || writeCode() || writeAddress())
        return;
    if (hasWords() && (writeMoney() || writeDate() || writeNumber() || writeAbbreviation()))
        return;
    if (!writeSign())
        copy(1);
}

QString FormWriter::dot() const
{
    return hasWords() ? SpokenWord{u" dot ", u" Punkt "}.in(m_language) : u"."_s;
}

bool FormWriter::skipMarkup()
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

bool FormWriter::skipEmphasis(QChar c)
{
    if (c == u'~' && after() == u'~')
        return skip(2);
    const bool isInWord = before().isLetterOrNumber() && after().isLetterOrNumber();
    if (c == u'_') {
        if (isInWord)
            m_form.append(u' ', m_at);
        return skip(1);
    }
    if (c != u'*')
        return false;
    const bool isBetweenNumbers = (before().isDigit() || before().isSpace())
        && (after().isDigit() || after().isSpace()) && m_at > 0;
    if (isBetweenNumbers && hasWords())
        say(SpokenWord{u"times", u"mal"}.in(m_language), 1);
    else if (isBetweenNumbers)
        copy(1);
    return isBetweenNumbers || skip(1);
}

bool FormWriter::skip(qsizetype length)
{
    m_at += length;
    return length > 0;
}

bool FormWriter::writeCode()
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
        name = hasWords() ? SpokenWord{u"some code", u"etwas Code"}.in(m_language) : QString();
    else
        name.replace(u'_', u' ').replace(u'/', u' ').replace(u'.', dot());
    say(name, end - m_at);
    return true;
}

bool FormWriter::writeAddress()
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
        while (isPauseMark(rest()[length - 1]))
            --length;
        say(url.captured(1).replace(u'.', dot()), length);
        return true;
    }
    if (const auto mail = matchAt(kMail, m_at); mail.hasMatch()) {
        QString words = mail.captured().replace(u'.', dot());
        if (hasWords())
            words.replace(u'@', u" at "_s);
        say(words, mail.capturedLength());
        return true;
    }
    const auto host = matchAt(kHost, m_at);
    if (host.hasMatch())
        say(host.captured().replace(u'.', dot()), host.capturedLength());
    return host.hasMatch();
}

const SpokenCurrency *FormWriter::currencyAt(qsizetype at) const
{
    const QStringView text = QStringView(m_sentence).sliced(at);
    const auto found = std::ranges::find_if(spokenCurrencies(), [&](const auto &currency) {
        return text.startsWith(QStringView(currency.written));
    });
    return found == spokenCurrencies().end() ? nullptr : &*found;
}

bool FormWriter::writeMoney()
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
        say(amount->spoken() + magnitude.captured() + u' ' + currency->many.in(m_language), length);
    else
        say(amount->money(*currency), length);
    return true;
}

bool FormWriter::writeDate()
{
    if (!isWordStart() || !m_sentence[m_at].isDigit())
        return false;
    static const QRegularExpression kDate(uR"((\d{4})-(0[1-9]|1[0-2])-([0-2]\d|3[01])\b)"_s);
    static const QRegularExpression kTime(uR"(([01]?\d|2[0-3]):([0-5]\d)(?: Uhr\b)?(?![:\d]))"_s);
    const bool isGerman = m_language == TextLanguage::German;
    if (const auto date = matchAt(kDate, m_at); date.hasMatch()) {
        const QString month = spokenMonth(date.capturedView(2).toInt(), m_language);
        const QString day = QString::number(date.capturedView(3).toInt());
        const QString year = date.captured(1);
        say(isGerman ? u"%1. %2 %3"_s.arg(day, month, year) : u"%1 %2, %3"_s.arg(month, day, year),
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

bool FormWriter::writeNumber()
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

std::pair<const SpokenUnit *, qsizetype> FormWriter::unitAt(qsizetype at) const
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

bool FormWriter::writeAbbreviation()
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
            m_form.append(u'.', m_at - 1);
        return true;
    }
    return false;
}

bool FormWriter::writeSign()
{
    const QStringView text = rest();
    const char32_t c = text.size() > 1 && text[0].isHighSurrogate()
        ? QChar::surrogateToUcs4(text[0], text[1])
        : text[0].unicode();
    for (const SpokenSign &sign : spokenSigns()) {
        const QStringView english(sign.words.english);
        const bool isPause = english.isEmpty() || english == u",";
        if ((isPause || hasWords()) && text.startsWith(QStringView(sign.written))) {
            say(isPause ? english.toString() : sign.words.in(m_language),
                QStringView(sign.written).size());
            return true;
        }
    }
    if (c == u'/' && before().isLetter() && after().isLetter()) {
        m_form.append(u' ', m_at);
        return skip(1);
    }
    if (c == u'-' && before().isSpace() && after().isSpace()) {
        say(u","_s, 1);
        return true;
    }
    return isPictograph(c) && skip(QChar::requiresSurrogates(c) ? 2 : 1);
}

} // namespace holdline::speech
