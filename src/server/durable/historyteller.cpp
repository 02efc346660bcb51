// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/durable/historyteller.h"

#include "core/log.h"

#include <QPointer>

namespace holdline::server {

namespace {

constexpr qint64 kPart = 64 * 1024; // bytes of text in one part: enough to keep both ends busy

protocol::HistoryMessage historyMessage(const StoredMessage &stored)
{
    using Role = protocol::HistoryMessage::Role;
    const bool isUser = stored.message.role == speech::Role::User;
    return {.id = stored.messageId,
            .role = isUser ? Role::User : Role::Assistant,
            .content = stored.message.text,
            .at = stored.message.at,
            .unheard = stored.unheard};
}

} // namespace

HistoryTeller::HistoryTeller(SessionStore &store, const SessionId &id, int messages,
                             ClientConnection &connection, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_id(id)
    , m_connection(connection)
    , m_remaining(messages)
{
}

void HistoryTeller::proceed()
{
    if (m_isLoading || m_connection.backlog() >= kMaxBacklog)
        return;
    m_isLoading = true;
    m_store.loadHistory(m_id, m_from, kPart,
                        [self = QPointer(this)](const Result<HistoryPage, StoreError> &page) {
                            if (self)
                                self->onLoaded(page);
                        });
}

void HistoryTeller::onLoaded(const Result<HistoryPage, StoreError> &page)
{
    m_isLoading = false;
    protocol::History part;
    if (page) {
        for (const StoredMessage &stored : page.value().messages) {
            if (m_remaining-- > 0)
                part.messages.append(historyMessage(stored));
        }
        m_from = page.value().next;
    } else {
        qCWarning(lcSession).noquote() << "a history cannot be read:" << page.error().detail;
        m_from = 0;
    }
    const bool isLast = m_from == 0 || m_remaining <= 0;
    if (!isLast)
        proceed(); // the next part is read while this one is sent
    if (!part.messages.isEmpty())
        send(part);
    if (isLast) {
        send(protocol::HistoryEnd{});
        Q_EMIT told();
    }
}

void HistoryTeller::send(const protocol::ControlMessage &message)
{
    m_connection.send({.binary = false, .bytes = protocol::encode(message)});
}

} // namespace holdline::server
