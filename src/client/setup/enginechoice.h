// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace holdline::client {

/// What the server on this computer can leave to another program or to a service.
enum class Engine {
    Language, ///< answers what the built-in skills cannot
};

/// Who does the work of an engine: what is built in, or a model behind the HTTP interface of
/// OpenAI.
struct EngineChoice
{
    QString url{}; ///< base address of the model, such as http://127.0.0.1:11434/v1; empty: none
    QString model{};
    QByteArray key{}; ///< may be empty

    bool isBuiltIn() const { return url.isEmpty(); }
    friend bool operator==(const EngineChoice &, const EngineChoice &) = default;
};

} // namespace holdline::client
