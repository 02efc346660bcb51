// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/link/dialectchoice.h"

#include "client/link/endpoint.h"
#include "protocol/control.h"

using namespace Qt::StringLiterals;

namespace holdline::client {

QString DialectChoice::name(Wanted wanted)
{
    switch (wanted) {
    case Wanted::Any:
        return u"auto"_s;
    case Wanted::Plain:
        return u"plain"_s;
    case Wanted::Durable:
        return u"v1"_s;
    }
    Q_UNREACHABLE();
}

std::optional<DialectChoice::Wanted> DialectChoice::parse(const QString &text)
{
    for (const Wanted wanted : {Wanted::Any, Wanted::Plain, Wanted::Durable}) {
        if (name(wanted) == text)
            return wanted;
    }
    return std::nullopt;
}

std::optional<DialectChoice::Codec> DialectChoice::parseCodec(const QString &text)
{
    if (text == "auto"_L1)
        return Codec::Auto;
    if (text == protocol::kOpus)
        return Codec::Opus;
    return text == protocol::kPcm ? std::optional(Codec::Pcm) : std::nullopt;
}

QStringList DialectChoice::codecsFor(const Endpoint &server) const
{
    const bool packs = codec == Codec::Opus || (codec == Codec::Auto && !server.isLocal());
    return packs ? QStringList{protocol::kOpus, protocol::kPcm} : QStringList{protocol::kPcm};
}

} // namespace holdline::client
