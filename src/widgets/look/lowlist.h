// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>

namespace holdline::widgets {

/// A list that asks only for its minimum height and takes the room that its layout has left. Qt's
/// lists ask for 192 pixels, which a page in a scroll area would give them.
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
