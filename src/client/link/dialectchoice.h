// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <optional>

namespace holdline::client {

struct Endpoint;

/// The user's choice of the dialect, of the codec for the microphone, and whether a connection
/// beyond this computer may go without TLS. A plain value.
struct DialectChoice
{
    enum class Wanted {
        Any, ///< Durable if the server offers it, otherwise Plain
        Plain,
        Durable, ///< Durable only: a Plain server is refused
    };

    enum class Codec {
        Auto, ///< Opus, except for a server on this computer
        Opus, ///< Opus if the server accepts it
        Pcm,
    };

    Wanted wanted = Wanted::Any;
    bool allowInsecure = false;
    Codec codec = Codec::Auto;

    /// The codecs to offer to this server, best first.
    QStringList codecsFor(const Endpoint &server) const;

    /// The name in the settings and on the command line: "auto", "plain" or "v1".
    static QString name(Wanted wanted);
    /// The reverse of name(); `nullopt` for any other text.
    static std::optional<Wanted> parse(const QString &text);
    /// From "auto", "opus" or "pcm"; `nullopt` for any other text.
    static std::optional<Codec> parseCodec(const QString &text);

    friend bool operator==(const DialectChoice &, const DialectChoice &) = default;
};

} // namespace holdline::client
