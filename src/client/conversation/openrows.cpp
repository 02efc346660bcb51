// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/openrows.h"

namespace holdline::client {

void OpenRows::removed(int first, int count)
{
    for (std::optional<int> *row : {&partialUser, &partialAnswer, &newestAnswer, &heldSpeech}) {
        if (*row && **row >= first + count)
            **row -= count;
        else if (*row && **row >= first)
            row->reset();
    }
    std::erase_if(pending, [&](int row) { return row >= first && row < first + count; });
    for (int &row : pending)
        row -= row > first ? count : 0;
}

void OpenRows::insertedFirst(int count)
{
    for (std::optional<int> *row : {&partialUser, &partialAnswer, &newestAnswer, &heldSpeech}) {
        if (*row)
            **row += count;
    }
    for (int &row : pending)
        row += count;
}

} // namespace holdline::client
