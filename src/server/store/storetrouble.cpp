// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/storetrouble.h"

using namespace Qt::StringLiterals;

namespace holdline::server {

protocol::ServerError toldAs(const StoreError &trouble)
{
    if (trouble.kind == StoreError::Kind::Full)
        return {u"store_full"_s,
                u"The server's disk is full. What you say is kept here until it can be stored."_s,
                true};
    if (trouble.kind == StoreError::Kind::SessionFull)
        return {
            u"store_full"_s,
            u"This conversation takes all the room that the server has for one. What you say is "
            "kept here until some of it is no longer needed."_s,
            true};
    return {u"store_failed"_s,
            u"The server cannot store the conversation. What you say is kept here until it can."_s,
            true};
}

} // namespace holdline::server
