// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech/service/servicetrouble.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace holdline::speech {

namespace {

using Kind = ServiceTrouble::Kind;

constexpr qsizetype kLongestError = 200;

struct KindRow
{
    Kind kind;
    const char *name;
    bool isPassing; ///< a second try at once may succeed
};
// Qt itself sends a request again whose connection was closed before an answer. Users who have
// waited in vain for a slow service do not wait again.
constexpr KindRow kKindRows[]{
    {Kind::Unreachable, "unreachable", false},
    {Kind::Denied, "denied", false},
    {Kind::UnknownModel, "unknown_model", false},
    {Kind::Busy, "busy", false},
    {Kind::Refused, "refused", false},
    {Kind::Broken, "broken", true},
    {Kind::TooSlow, "too_slow", false},
    {Kind::CutOff, "cut_off", true},
    {Kind::Nonsense, "nonsense", false},
};
static_assert(std::size(kKindRows) == ServiceTrouble::kKinds);

const KindRow &rowOf(Kind kind)
{
    return kKindRows[static_cast<std::size_t>(kind)];
}

} // namespace

const char *nameOf(Kind kind)
{
    return rowOf(kind).name;
}

bool isPassing(const ServiceTrouble &trouble)
{
    return rowOf(trouble.kind).isPassing && trouble.retryAfter == Duration(0);
}

Kind kindOf(int status)
{
    switch (status) {
    case 401:
    case 403:
        return Kind::Denied;
    case 404:
        return Kind::UnknownModel;
    case 429:
        return Kind::Busy;
    default:
        if (status >= 500)
            return Kind::Broken;
        return status >= 400 ? Kind::Refused : Kind::Nonsense;
    }
}

QString serviceErrorIn(const QByteArray &body, const QByteArray &key)
{
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    const QJsonValue error = object["error"_L1];
    QString text = error.isString() ? error.toString() : error["message"_L1].toString();
    if (text.isEmpty())
        text = object["detail"_L1].toString(); // as servers based on FastAPI tell it
    if (!key.isEmpty())
        text.replace(QString::fromUtf8(key), u"[key]"_s);
    return text.simplified().left(kLongestError);
}

} // namespace holdline::speech
