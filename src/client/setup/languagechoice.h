// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace holdline::client {

/// Who answers at the embedded server: its built-in skills alone, or a language model with them.
struct LanguageChoice
{
    QString url{}; ///< base address of the model, such as http://127.0.0.1:11434/v1; empty: none
    QString model{};
    QByteArray key{}; ///< may be empty

    bool isBuiltIn() const { return url.isEmpty(); }
    friend bool operator==(const LanguageChoice &, const LanguageChoice &) = default;
};

} // namespace holdline::client
