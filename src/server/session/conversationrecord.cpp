// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/conversationrecord.h"

#include "server/session/sessionmemory.h"

#include <QRandomGenerator>

#include <utility>

namespace holdline::server {

namespace {

/// A random id: the count of messages cannot serve as one, because it falls when a message is taken
/// back, and another number would have to be stored.
QString newMessageId()
{
    return u'm' + QString::number(QRandomGenerator::global()->generate64(), 36);
}

} // namespace

QString ConversationRecord::append(speech::Role role, const QString &text, const QString &messageId,
                                   std::optional<WallTime> at)
{
    QString id = messageId.isEmpty() ? newMessageId() : messageId;
    const speech::Message message{role, text, at.value_or(m_clock.wallTime())};
    m_session.isUsed = true;
    m_session.context.append(message);
    ++m_session.messageCount;
    m_writer.write(MessageAppended{m_session.id, message, id});
    return id;
}

void ConversationRecord::cutShort(const QString &messageId, int heard)
{
    m_session.context.cutNewest(speech::Role::Assistant, heard);
    m_writer.write(MessageCutShort{m_session.id, messageId, heard});
}

void ConversationRecord::setMemory(const speech::Memory &memory)
{
    if (m_session.memory == memory)
        return;
    m_session.memory = memory;
    m_session.isUsed = true;
    m_writer.write(MemoryChanged{m_session.id, memory});
}

void ConversationRecord::configure(const protocol::Configuration &configuration)
{
    if (m_session.configuration == configuration)
        return;
    m_session.configuration = configuration;
    m_writer.write(ConfigurationChanged{m_session.id, configuration});
}

void ConversationRecord::clearHistory()
{
    m_session.context.clear();
    m_session.messageCount = 0;
    m_session.aside.reset();
    m_writer.write(HistoryCleared{m_session.id});
}

void ConversationRecord::setAside(bool memories)
{
    ContextWindow empty = m_session.context;
    empty.clear();
    if (!m_session.aside)
        m_session.aside = std::make_unique<AsideConversation>(AsideConversation{empty});
    AsideConversation &aside = *m_session.aside;
    for (const speech::Message &message : m_session.context.messages())
        aside.context.append(message);
    m_session.context = empty;
    aside.messageCount += std::exchange(m_session.messageCount, 0);
    if (memories)
        aside.memory = joined(aside.memory.value_or(speech::Memory{}), m_session.memory);
    m_writer.write(HistorySetAside{m_session.id, aside.memory});
    if (memories)
        setMemory({});
}

void ConversationRecord::takeBack()
{
    const std::unique_ptr<AsideConversation> aside = std::exchange(m_session.aside, nullptr);
    if (!aside)
        return;
    for (const speech::Message &message : m_session.context.messages())
        aside->context.append(message);
    m_session.context = std::move(aside->context);
    m_session.messageCount += aside->messageCount;
    m_writer.write(HistoryTakenBack{m_session.id});
    if (aside->memory)
        setMemory(joined(*std::move(aside->memory), m_session.memory));
}

void ConversationRecord::forgetAside()
{
    if (std::exchange(m_session.aside, nullptr))
        m_writer.write(AsideForgotten{m_session.id});
}

} // namespace holdline::server
