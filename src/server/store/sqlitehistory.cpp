// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/sqlitehistory.h"

#include "server/store/memoryjson.h"
#include "server/store/packedtext.h"

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

/// The columns bytes, text and packed for one text.
struct TextColumns
{
    explicit TextColumns(const QString &words)
    {
        const QByteArray utf8 = words.toUtf8();
        bytes = utf8.size();
        if (auto smaller = server::packed(utf8)) {
            packed = std::move(*smaller);
            text = QString();
        } else {
            text = words;
        }
    }

    qint64 bytes = 0;
    sqlite::Value text;
    sqlite::Value packed; ///< NULL unless it replaces the text
};

/// The columns of the queries NewestMessages and MessagesFrom.
enum Column : int { Key, At, Role, MessageId, Bytes, Text, Packed, Heard };

/// nullopt if the row is damaged.
std::optional<StoredMessage> messageOf(const sqlite::Row &row)
{
    QString text = row.text(Column::Text);
    if (!row.isNull(Column::Packed)) {
        const auto utf8 = unpacked(row.blob(Column::Packed), row.integer(Column::Bytes));
        if (!utf8)
            return std::nullopt;
        text = QString::fromUtf8(*utf8);
    }
    const qint64 heard = row.isNull(Column::Heard) ? text.size() : row.integer(Column::Heard);
    return StoredMessage{.message = {.role = row.text(Column::Role) == u"user"
                                         ? speech::Role::User
                                         : speech::Role::Assistant,
                                     .text = text.left(heard),
                                     .at = wallTime(row.integer(Column::At))},
                         .messageId = row.text(Column::MessageId),
                         .unheard = text.mid(heard)};
}

Outcome<sqlite::Error> addBytes(SqliteQueries &queries, qint64 session, qint64 bytes, qint64 &total)
{
    return queries.run(Query::AddHistoryBytes, {session, bytes},
                       [&total](const sqlite::Row &row) { total = row.integer(0); });
}

/// Counts a new message of `bytes` bytes, and deletes the oldest messages if the history is too
/// long. The new message is inserted afterwards.
Outcome<sqlite::Error> makeRoom(SqliteQueries &queries, qint64 session, qint64 bytes)
{
    qint64 total = 0;
    auto counted = addBytes(queries, session, bytes + kMessageOverhead, total);
    qint64 dropped = 0;
    while (counted && total - dropped > kHistoryBytes) {
        qint64 oldest = -1;
        counted = queries.run(Query::DropOldestMessage, {session},
                              [&oldest](const sqlite::Row &row) { oldest = row.integer(0); });
        if (oldest < 0)
            break; // the new message alone is too long
        dropped += oldest + kMessageOverhead;
    }
    return counted && dropped > 0 ? addBytes(queries, session, -dropped, total) : counted;
}

} // namespace

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const MessageAppended &change)
{
    const TextColumns columns(change.message.text);
    if (auto made = makeRoom(queries, session, columns.bytes); !made)
        return made;
    const QString role = change.message.role == speech::Role::User ? u"user"_s : u"assistant"_s;
    return queries.run(Query::InsertMessage,
                       {session, toSql(change.message.at), role, change.messageId, columns.bytes,
                        columns.text, columns.packed});
}

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const MessageCutShort &change)
{
    if (change.messageId.isEmpty())
        return Success{};
    return queries.run(Query::CutMessage, {session, change.messageId, qint64(change.heard)});
}

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const HistorySetAside &change)
{
    sqlite::Value memory;
    if (change.memory)
        memory = memoryToJson(*change.memory);
    return queries.run(Query::SetAside, {session, memory});
}

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const HistoryTakenBack &)
{
    auto done = queries.run(Query::BlankAsideMemory, {session});
    return done ? queries.run(Query::TakeBack, {session}) : done;
}

Outcome<sqlite::Error> write(SqliteQueries &queries, qint64 session, const AsideForgotten &change)
{
    auto done = queries.run(Query::UncountAside, {session, kMessageOverhead});
    if (done)
        done = queries.run(Query::BlankAsideMessages, {session});
    if (done)
        done = queries.run(Query::DeleteAside, {session});
    return done ? write(queries, session, HistoryTakenBack{change.id}) : done;
}

Outcome<sqlite::Error> clearMessages(SqliteQueries &queries, qint64 session)
{
    auto done = queries.run(Query::DeleteMessages, {session});
    if (done)
        done = queries.run(Query::BlankAsideMemory, {session});
    if (done)
        done = queries.run(Query::TakeBack, {session});
    return done ? queries.run(Query::ClearHistoryBytes, {session}) : done;
}

Result<QList<speech::Message>, sqlite::Error> newestMessages(SqliteQueries &queries, qint64 session,
                                                             int limit, MessageRange range)
{
    QList<speech::Message> messages;
    bool isDamaged = false;
    auto read =
        queries.runWhile(Query::NewestMessages, {session, qint64(limit), range.from, range.before},
                         [&](const sqlite::Row &row) {
                             auto message = messageOf(row);
                             isDamaged = !message;
                             if (message)
                                 messages.prepend(std::move(message->message));
                             return !isDamaged;
                         });
    if (!read)
        return Failure{read.error()};
    if (isDamaged)
        return Failure{damage(u"a compressed message is damaged"_s)};
    return messages;
}

Result<HistoryPage, sqlite::Error> historyPage(SqliteQueries &queries, qint64 session, qint64 from,
                                               qint64 bytes)
{
    HistoryPage page;
    qint64 taken = 0;
    bool isDamaged = false;
    auto read = queries.runWhile(Query::MessagesFrom, {session, from}, [&](const sqlite::Row &row) {
        if (!page.messages.empty() && taken >= bytes) {
            page.next = row.integer(Column::Key);
            return false;
        }
        auto message = messageOf(row);
        isDamaged = !message;
        if (message)
            page.messages.push_back(std::move(*message));
        taken += row.integer(Column::Bytes);
        return !isDamaged;
    });
    if (!read)
        return Failure{read.error()};
    if (isDamaged)
        return Failure{damage(u"a compressed message is damaged"_s)};
    return page;
}

} // namespace holdline::server
