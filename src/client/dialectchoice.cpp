// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/dialectchoice.h"

using namespace Qt::StringLiterals;

namespace holdline::client {

QString DialectChoice::name(Wanted wanted)
{
    switch (wanted) {
    case Wanted::Any:
        return u"auto"_s;
    case Wanted::Plain:
        return u"plain"_s;
    case Wanted::Holding:
        return u"v1"_s;
    }
    Q_UNREACHABLE();
}

std::optional<DialectChoice::Wanted> DialectChoice::parse(const QString &text)
{
    for (const Wanted wanted : {Wanted::Any, Wanted::Plain, Wanted::Holding}) {
        if (name(wanted) == text)
            return wanted;
    }
    return std::nullopt;
}

} // namespace holdline::client
