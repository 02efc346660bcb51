// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "core/sessionid.h"
#include "protocol/limits.h"
#include "protocol/messages.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QLatin1StringView>

#include <limits>
#include <optional>
#include <span>

// Helpers that the codecs of this folder share. Other folders use only the structs.
namespace holdline::protocol {

/// What a decoder of `Message` returns.
template <typename Message>
using Decoded = Result<Message, ValidationError>;

Failure<ValidationError> refused(const QString &field, const QString &message);

QByteArray toBytes(const QJsonObject &object);

/// A whole number from 0 to kMaxSeq, which JSON represents exactly; nullopt for any other value.
std::optional<quint64> wholeNumber(const QJsonValue &value);
QJsonValue toValue(quint64 number);
QJsonValue toValue(Duration duration); ///< in milliseconds
QJsonValue toValue(WallTime time); ///< "2026-01-31T12:00:00.000Z"
QJsonValue toBase64Url(const QByteArray &bytes);

using Names = std::span<const QLatin1StringView>;

/// Reads the members of an object and collects what is wrong with them. A member that is wrong or
/// missing reads as an arbitrary value; finish() then fails. A plain value.
class MemberReader
{
public:
    explicit MemberReader(QJsonObject object) : m_object(std::move(object)) { }

    bool has(QLatin1StringView name) const { return m_object.contains(name); }
    QString text(QLatin1StringView name);
    QString textOrEmpty(QLatin1StringView name) { return has(name) ? text(name) : QString(); }
    /// Up to `most` characters.
    QString text(QLatin1StringView name, qsizetype most);
    QString textOrEmpty(QLatin1StringView name, qsizetype most)
    {
        return has(name) ? text(name, most) : QString();
    }
    /// 1 … kMaxIdLength visible ASCII characters, so that the id can be logged.
    QString id(QLatin1StringView name);
    QString idOrEmpty(QLatin1StringView name);
    SessionId sessionId(QLatin1StringView name);
    bool boolean(QLatin1StringView name);
    template <typename T>
    T number(QLatin1StringView name, T least, T most = std::numeric_limits<T>::max())
    {
        return static_cast<T>(whole(name, m_object[name], static_cast<quint64>(least),
                                    std::min(static_cast<quint64>(most), kMaxSeq)));
    }
    quint64 number(QLatin1StringView name) { return number<quint64>(name, 0); }
    double decimal(QLatin1StringView name, double least, double most);
    /// 0 … kMaxWait.
    Duration wait(QLatin1StringView name);
    WallTime time(QLatin1StringView name);
    QByteArray base64Url(QLatin1StringView name, qsizetype size);
    /// The enumerator whose name the member has. `names` are in the order of the enumeration.
    template <typename Enum>
    Enum choice(QLatin1StringView name, Names names)
    {
        return static_cast<Enum>(indexAmong(names, name));
    }

    /// 1 … kMaxOffers numbers from `least` to `most`.
    QList<int> numbers(QLatin1StringView name, int least, int most);
    QStringList ids(QLatin1StringView name);

    template <typename Read>
    auto object(QLatin1StringView name, Read read)
    {
        check(m_object[name].isObject(), name, u"must be an object");
        return nested(m_object[name].toObject(), name, read);
    }
    template <typename Read>
    auto list(QLatin1StringView name, Read read)
    {
        check(m_object[name].isArray(), name, u"must be a list");
        QList<decltype(read(*this))> values;
        for (const QJsonValue value : m_object[name].toArray())
            values.append(nested(value.toObject(), name, read));
        return values;
    }

    void check(bool isGood, QLatin1StringView name, QStringView demand);

    template <typename Variant, typename Message>
    Result<Variant, ValidationError> finish(const Message &message) const
    {
        if (!m_errors.isEmpty())
            return Failure{ValidationError{m_errors}};
        return Variant(message);
    }

private:
    template <typename Read>
    auto nested(const QJsonObject &object, QLatin1StringView name, Read read)
    {
        MemberReader members(object);
        members.m_path = m_path + name + u'.';
        auto value = read(members);
        m_errors += members.m_errors;
        return value;
    }
    quint64 whole(QLatin1StringView name, const QJsonValue &value, quint64 least, quint64 most);
    qsizetype indexAmong(Names names, QLatin1StringView name);

    QJsonObject m_object;
    QString m_path; ///< path of the object in its message, with a dot at the end
    QList<FieldError> m_errors;
};

QJsonObject toJson(const Configuration &configuration);
Configuration readConfiguration(MemberReader &in);

} // namespace holdline::protocol
