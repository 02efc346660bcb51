// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/lab/networklab.h"

#include <QCoreApplication>
#include <QString>

namespace holdline::widgets {

/// Words for the network lab. Pure.
class LabWords
{
    Q_DECLARE_TR_FUNCTIONS(holdline::widgets::LabWords)

public:
    /// One line of the lab's log: "Noticed after 2.1 s".
    static QString note(const client::LabNote &note);
    /// What people should see in the window now.
    static QString outlook(const std::optional<client::NetworkLab::Trial> &trial, bool slow);
};

} // namespace holdline::widgets
