// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <optional>

namespace holdline::client {

struct Endpoint;

/// What to speak with a server and how the microphone is packed, and whether to do so where others
/// on the way can listen: beyond this computer and without TLS.
struct DialectChoice
{
    enum class Wanted {
        Any, ///< holdline.v1 where the server has it
        Plain,
        Durable, ///< holdline.v1 or nothing
    };

    enum class Codec {
        Auto, ///< Opus beyond this computer
        Opus, ///< holdline.v1 with Opus where the server has it
        Pcm,
    };

    Wanted wanted = Wanted::Any;
    bool allowInsecure = false;
    Codec codec = Codec::Auto;

    /// What is offered to this server, best first.
    QStringList codecsFor(const Endpoint &server) const;

    /// "auto", "plain", "v1"
    static QString name(Wanted wanted);
    static std::optional<Wanted> parse(const QString &text);
    /// "auto", "opus", "pcm"
    static std::optional<Codec> parseCodec(const QString &text);

    friend bool operator==(const DialectChoice &, const DialectChoice &) = default;
};

} // namespace holdline::client
