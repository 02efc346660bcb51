// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>

namespace holdline::widgets {

/// A list that asks for its minimum height only and takes what its layout has left. Lists of Qt ask
/// for 192 pixels, and a page in a scroll area gives them these.
template <typename List>
class LowList : public List
{
public:
    using List::List;

    QSize sizeHint() const override { return {List::sizeHint().width(), List::minimumHeight()}; }
};

using LowListView = LowList<QListView>;
using LowListWidget = LowList<QListWidget>;

} // namespace holdline::widgets
