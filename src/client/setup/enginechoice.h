// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace holdline::client {

/// What the server on this computer can leave to another program or to a service.
enum class Engine {
    Language, ///< answers what the built-in skills cannot
    Recognition, ///< turns speech into words
    Voice, ///< turns words into speech
};

/// The choice between the built-in engine and a model with the HTTP interface of OpenAI.
struct EngineChoice
{
    QString url{}; ///< base address of the model, such as http://127.0.0.1:11434/v1; empty: none
    QString model{};
    QString voice{}; ///< of Engine::Voice; empty: the usual one of the model
    QByteArray key{}; ///< may be empty

    bool isBuiltIn() const { return url.isEmpty(); }
    friend bool operator==(const EngineChoice &, const EngineChoice &) = default;
};

} // namespace holdline::client
