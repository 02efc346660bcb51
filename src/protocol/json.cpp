// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/json.h"

#include <QDateTime>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

#include <array>
#include <cstdio>
#include <optional>

namespace holdline::protocol {

namespace {

constexpr auto kBase64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

/// Calls `at(character, depth)` for each character. `depth` is the number of brackets around it; a
/// bracket counts itself.
template <typename Visit>
void walk(const QByteArray &json, Visit at)
{
    int depth = 0;
    bool inString = false;
    bool isEscaped = false;
    for (const char c : json) {
        const bool opens = !inString && (c == '{' || c == '[');
        const bool closes = !inString && (c == '}' || c == ']');
        depth += opens ? 1 : 0;
        at(c, depth);
        depth -= closes ? 1 : 0;
        if (c == '"' && !isEscaped)
            inString = !inString;
        isEscaped = inString && c == '\\' && !isEscaped;
    }
}

/// Checked before parsing, because Qt's parser recurses up to 1 024 levels.
bool nestsTooDeep(const QByteArray &json)
{
    int deepest = 0;
    walk(json, [&deepest](char, int depth) { deepest = std::max(deepest, depth); });
    return deepest > kMaxJsonDepth;
}

/// `json` without everything that is nested deeper than kMaxJsonDepth.
QByteArray withoutDepths(const QByteArray &json)
{
    QByteArray shallow;
    walk(json, [&shallow](char c, int depth) {
        if (depth <= kMaxJsonDepth)
            shallow.append(c);
    });
    return shallow;
}

bool isId(const QString &text)
{
    return !text.isEmpty() && text.size() <= kMaxIdLength
        && std::ranges::all_of(text, [](QChar c) { return c > u' ' && c <= u'~'; });
}

/// A time in the format of toValue(); nullopt for other formats. Much faster than QDateTime, for
/// long histories.
std::optional<WallTime> usualTime(const QString &text)
{
    constexpr QStringView kShape(u"0000-00-00T00:00:00.000Z");
    if (text.size() != kShape.size())
        return std::nullopt;
    for (qsizetype i = 0; i < kShape.size(); ++i) {
        const bool isDigit = text[i] >= u'0' && text[i] <= u'9';
        if (kShape[i] == u'0' ? !isDigit : text[i] != kShape[i])
            return std::nullopt;
    }
    const auto number = [&text](qsizetype at, qsizetype length) {
        int value = 0;
        for (qsizetype i = at; i < at + length; ++i)
            value = value * 10 + (text[i].unicode() - u'0');
        return value;
    };
    using namespace std::chrono;
    const year_month_day date{year(number(0, 4)), month(static_cast<unsigned>(number(5, 2))),
                              day(static_cast<unsigned>(number(8, 2)))};
    if (!date.ok() || number(11, 2) > 23 || number(14, 2) > 59 || number(17, 2) > 59)
        return std::nullopt;
    return sys_days(date) + hours(number(11, 2)) + minutes(number(14, 2)) + seconds(number(17, 2))
        + milliseconds(number(20, 3));
}

} // namespace

Failure<ValidationError> refused(const QString &field, const QString &message)
{
    return {ValidationError{{{field, message}}}};
}

ParsedMessage parsed(const QByteArray &json)
{
    const bool isTooDeep = nestsTooDeep(json);
    QJsonParseError error;
    const QJsonDocument document =
        QJsonDocument::fromJson(isTooDeep ? withoutDepths(json) : json, &error);
    ParsedMessage message{.object = document.object()};
    // A message that is refused because it is nested too deeply still has its number.
    if (isTooDeep)
        message.error = refused(u"message"_s, u"is nested too deeply"_s).error;
    else if (error.error != QJsonParseError::NoError)
        message.error = refused(u"message"_s, u"is not valid JSON"_s).error;
    else if (!document.isObject())
        message.error = refused(u"message"_s, u"must be a JSON object"_s).error;
    else if (!document[u"type"].isString())
        message.error = refused(u"type"_s, u"must be a string"_s).error;
    return message;
}

QByteArray toBytes(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<quint64> wholeNumber(const QJsonValue &value)
{
    const double number = value.toDouble(-1);
    if (!(number >= 0 && number <= static_cast<double>(kMaxSeq)))
        return std::nullopt;
    const auto whole = static_cast<quint64>(number);
    return static_cast<double>(whole) == number ? std::optional(whole) : std::nullopt;
}

QJsonValue toValue(quint64 number)
{
    return static_cast<qint64>(number);
}

QJsonValue toValue(Duration duration)
{
    return static_cast<qint64>(duration.count());
}

QJsonValue toValue(WallTime time)
{
    // QDateTime takes ten times as long, and a history has tens of thousands of times.
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
                  static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()),
                  static_cast<int>(clock.subseconds().count()));
    return QLatin1StringView(text.data());
}

QJsonValue toBase64Url(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toBase64(kBase64Url));
}

void MemberReader::check(bool isGood, QLatin1StringView name, QStringView demand)
{
    if (!isGood)
        m_errors.append({m_path + name, demand.toString()});
}

QString MemberReader::text(QLatin1StringView name)
{
    check(m_object[name].isString(), name, u"must be a string");
    return m_object[name].toString();
}

QString MemberReader::text(QLatin1StringView name, qsizetype most)
{
    QString text = this->text(name);
    check(text.size() <= most, name, u"must have at most %1 characters"_s.arg(most));
    return text;
}

QString MemberReader::id(QLatin1StringView name)
{
    QString id = m_object[name].toString();
    check(isId(id), name, u"must be 1 to 64 visible ASCII characters");
    return id;
}

QString MemberReader::idOrEmpty(QLatin1StringView name)
{
    return has(name) && m_object[name] != QString() ? id(name) : QString();
}

SessionId MemberReader::sessionId(QLatin1StringView name)
{
    const auto id = SessionId::parse(m_object[name].toString());
    check(id.has_value(), name, u"must be a UUID");
    return id.value_or(SessionId::generate());
}

bool MemberReader::boolean(QLatin1StringView name)
{
    check(m_object[name].isBool(), name, u"must be true or false");
    return m_object[name].toBool();
}

quint64 MemberReader::whole(QLatin1StringView name, const QJsonValue &value, quint64 least,
                            quint64 most)
{
    const auto number = wholeNumber(value);
    const bool isGood = number && least <= *number && *number <= most;
    check(isGood, name, u"must be a whole number from %1 to %2"_s.arg(least).arg(most));
    return isGood ? *number : least;
}

double MemberReader::decimal(QLatin1StringView name, double least, double most)
{
    const double number = m_object[name].toDouble(least - 1);
    const bool isGood = least <= number && number <= most;
    check(isGood, name, u"must be a number from %1 to %2"_s.arg(least).arg(most));
    return isGood ? number : least;
}

Duration MemberReader::wait(QLatin1StringView name)
{
    return Duration(number<qint64>(name, 0, kMaxWait.count()));
}

WallTime MemberReader::time(QLatin1StringView name)
{
    const QString text = m_object[name].toString();
    if (const auto usual = usualTime(text))
        return *usual;
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    const bool isGood = time.isValid() && time.timeSpec() == Qt::UTC;
    check(isGood, name, u"must be a time in UTC, ISO 8601");
    return WallTime(Duration(isGood ? time.toMSecsSinceEpoch() : 0));
}

QByteArray MemberReader::base64Url(QLatin1StringView name, qsizetype size)
{
    const auto bytes = QByteArray::fromBase64Encoding(
        m_object[name].toString().toLatin1(), kBase64Url | QByteArray::AbortOnBase64DecodingErrors);
    check(bytes && bytes.decoded.size() == size, name,
          u"must be base64url of %1 bytes"_s.arg(size));
    return bytes.decoded;
}

qsizetype MemberReader::indexAmong(Names names, QLatin1StringView name)
{
    const QString text = m_object[name].toString();
    const auto found = std::ranges::find(names, text);
    check(found != names.end(), name, u"is not known");
    return found != names.end() ? found - names.begin() : 0;
}

QList<int> MemberReader::numbers(QLatin1StringView name, int least, int most)
{
    const QJsonArray array = m_object[name].toArray();
    check(!array.isEmpty() && array.size() <= kMaxOffers, name, u"must be a list of 1 to 16");
    QList<int> numbers;
    for (const QJsonValue value : array) {
        numbers.append(static_cast<int>(
            whole(name, value, static_cast<quint64>(least), static_cast<quint64>(most))));
    }
    return numbers;
}

QStringList MemberReader::ids(QLatin1StringView name)
{
    const QJsonArray array = m_object[name].toArray();
    check(!array.isEmpty() && array.size() <= kMaxOffers, name, u"must be a list of 1 to 16");
    QStringList ids;
    for (const QJsonValue value : array)
        ids.append(value.toString());
    check(std::ranges::all_of(ids, isId), name, u"must be 1 to 64 visible ASCII characters each");
    return ids;
}

} // namespace holdline::protocol
