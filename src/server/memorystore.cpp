// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/memorystore.h"

#include "core/overloaded.h"
#include "server/contextwindow.h"

#include <QHash>
#include <QObject>
#include <QSet>

using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

/// More than any context asks for; a conversation of days must not eat the machine.
constexpr std::size_t kMessagesKept = 1000;

struct Record
{
    WallTime createdAt;
    WallTime lastActiveAt;
    int reconnectionAttempts = 0;
    int messageCount = 0;
    ContextWindow messages{kMessagesKept};
    speech::Memory memory{};
};

class MemoryStore final : public SessionStore
{
public:
    void commit(Batch batch, Committed done) override;
    void load(const SessionId &id, int messageLimit, Loaded done) override;
    void sweep(WallTime expireBefore, WallTime forgetBefore, std::vector<SessionId> keep,
               Swept done) override;
    void flush() override { }
    std::optional<StoreError> trouble() const override { return m_trouble; }

private:
    std::optional<StoreError> refusal(const Batch &batch) const;
    void apply(const Change &change);
    Lookup find(const SessionId &id, int messageLimit) const;

    template <typename Callback, typename Answer>
    void reply(Callback done, Answer answer)
    {
        if (!done)
            return;
        QMetaObject::invokeMethod(
            &m_context,
            [done = std::move(done), answer = std::move(answer)]() mutable {
                done(std::move(answer));
            },
            Qt::QueuedConnection);
    }

    QHash<SessionId, Record> m_sessions;
    QHash<SessionId, WallTime> m_tombstones;
    std::optional<StoreError> m_trouble;
    QObject m_context; ///< callbacks die with the store
};

/// Why the batch cannot be applied as a whole, found before any of it is.
std::optional<StoreError> MemoryStore::refusal(const Batch &batch) const
{
    QHash<SessionId, bool> changed;
    const auto exists = [&](const SessionId &id) {
        return changed.value(id, m_sessions.contains(id));
    };
    const auto mustExist = [&](const auto &change) {
        return exists(change.id) ? QString() : u"no session %1"_s.arg(change.id.shortened());
    };
    for (const Change &change : batch) {
        const QString problem = std::visit(
            Overloaded{
                [&](const SessionCreated &created) {
                    if (exists(created.id))
                        return u"session %1 exists already"_s.arg(created.id.shortened());
                    changed[created.id] = true;
                    return QString();
                },
                [&](const SessionExpired &expired) {
                    changed[expired.id] = false;
                    return QString();
                },
                [&](const SessionTouched &) { return QString(); },
                [&](const SessionReconnected &reconnected) { return mustExist(reconnected); },
                [&](const MessageAppended &appended) { return mustExist(appended); },
                [&](const MemoryChanged &remembered) { return mustExist(remembered); },
                [&](const HistoryCleared &cleared) { return mustExist(cleared); },
            },
            change);
        if (!problem.isEmpty())
            return StoreError{StoreError::Kind::Other, problem};
    }
    return std::nullopt;
}

void MemoryStore::apply(const Change &change)
{
    std::visit(Overloaded{
                   [this](const SessionCreated &created) {
                       m_sessions.insert(
                           created.id, Record{.createdAt = created.at, .lastActiveAt = created.at});
                   },
                   [this](const SessionTouched &touched) {
                       if (const auto it = m_sessions.find(touched.id); it != m_sessions.end())
                           it->lastActiveAt = touched.at;
                   },
                   [this](const SessionReconnected &reconnected) {
                       Record &record = *m_sessions.find(reconnected.id);
                       record.lastActiveAt = reconnected.at;
                       ++record.reconnectionAttempts;
                   },
                   [this](const MessageAppended &appended) {
                       Record &record = *m_sessions.find(appended.id);
                       record.messages.append(appended.message);
                       ++record.messageCount;
                   },
                   [this](const MemoryChanged &remembered) {
                       m_sessions.find(remembered.id)->memory = remembered.memory;
                   },
                   [this](const HistoryCleared &cleared) {
                       Record &record = *m_sessions.find(cleared.id);
                       record.messages.clear();
                       record.messageCount = 0;
                   },
                   [this](const SessionExpired &expired) {
                       m_sessions.remove(expired.id);
                       m_tombstones.insert(expired.id, expired.at);
                   },
               },
               change);
}

void MemoryStore::commit(Batch batch, Committed done)
{
    m_trouble = refusal(batch);
    if (m_trouble) {
        reply(std::move(done), Outcome<StoreError>(Failure{*m_trouble}));
        return;
    }
    for (const Change &change : batch)
        apply(change);
    reply(std::move(done), Outcome<StoreError>(Success{}));
}

Lookup MemoryStore::find(const SessionId &id, int messageLimit) const
{
    if (const auto tombstone = m_tombstones.find(id); tombstone != m_tombstones.end())
        return Tombstone{*tombstone};
    const auto it = m_sessions.find(id);
    if (it == m_sessions.end())
        return std::monostate();
    return StoredSession{.id = id,
                         .createdAt = it->createdAt,
                         .lastActiveAt = it->lastActiveAt,
                         .reconnectionAttempts = it->reconnectionAttempts,
                         .messages = it->messages.newest(static_cast<std::size_t>(messageLimit)),
                         .messageCount = it->messageCount,
                         .memory = it->memory};
}

void MemoryStore::load(const SessionId &id, int messageLimit, Loaded done)
{
    reply(std::move(done), Result<Lookup, StoreError>(find(id, messageLimit)));
}

void MemoryStore::sweep(WallTime expireBefore, WallTime forgetBefore, std::vector<SessionId> keep,
                        Swept done)
{
    const QSet<SessionId> kept(keep.begin(), keep.end());
    m_tombstones.removeIf([&](auto it) { return it.value() < forgetBefore; });
    std::vector<SessionId> expired;
    m_sessions.removeIf([&](auto it) {
        if (it.value().lastActiveAt >= expireBefore || kept.contains(it.key()))
            return false;
        expired.push_back(it.key());
        m_tombstones.insert(it.key(), expireBefore);
        return true;
    });
    reply(std::move(done), Result<std::vector<SessionId>, StoreError>(std::move(expired)));
}

} // namespace

std::unique_ptr<SessionStore> memoryStore()
{
    return std::make_unique<MemoryStore>();
}

} // namespace holdline::server
