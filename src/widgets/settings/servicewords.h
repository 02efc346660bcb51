// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/setup/servicetrouble.h"

#include <QCoreApplication>

class QUrl;

namespace holdline::widgets {

/// Words about programs and services with the HTTP interface of OpenAI. Pure.
class ServiceWords
{
    Q_DECLARE_TR_FUNCTIONS(holdline::widgets::ServiceWords)

public:
    static QString trouble(client::ServiceTrouble trouble);
    /// What is wrong with the base address of a service; empty if nothing is.
    static QString complaint(const QUrl &base);
    /// Where the words of the user go.
    static QString destination(const QUrl &base);
};

} // namespace holdline::widgets
