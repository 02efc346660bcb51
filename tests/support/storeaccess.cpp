// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/storeaccess.h"

#include <QTest>

namespace holdline::testing {

std::optional<Outcome<server::StoreError>> commitAndWait(server::SessionStore &store,
                                                         server::Batch batch)
{
    std::optional<Outcome<server::StoreError>> answer;
    store.commit(std::move(batch), [&answer](const auto &outcome) { answer = outcome; });
    (void)QTest::qWaitFor([&answer] { return answer.has_value(); });
    return answer;
}

bool commits(server::SessionStore &store, server::Batch batch)
{
    const auto answer = commitAndWait(store, std::move(batch));
    return answer && answer->ok();
}

std::optional<Result<server::Lookup, server::StoreError>>
loadAndWait(server::SessionStore &store, const SessionId &id, int messageLimit)
{
    std::optional<Result<server::Lookup, server::StoreError>> answer;
    store.load(id, messageLimit, [&answer](auto lookup) { answer = std::move(lookup); });
    (void)QTest::qWaitFor([&answer] { return answer.has_value(); });
    return answer;
}

std::optional<server::StoredSession> stored(server::SessionStore &store, const SessionId &id,
                                            int messageLimit)
{
    const auto answer = loadAndWait(store, id, messageLimit);
    if (!answer || !answer->ok())
        return std::nullopt;
    const auto *session = std::get_if<server::StoredSession>(&answer->value());
    return session ? std::optional(*session) : std::nullopt;
}

std::optional<server::HistoryPage> historyPage(server::SessionStore &store, const SessionId &id,
                                               qint64 from, qint64 bytes)
{
    std::optional<Result<server::HistoryPage, server::StoreError>> answer;
    store.loadHistory(id, from, bytes, [&answer](auto page) { answer = std::move(page); });
    (void)QTest::qWaitFor([&answer] { return answer.has_value(); });
    return answer && answer->ok() ? std::optional(answer->value()) : std::nullopt;
}

bool isExpired(server::SessionStore &store, const SessionId &id)
{
    const auto answer = loadAndWait(store, id);
    return answer && answer->ok() && std::holds_alternative<server::Tombstone>(answer->value());
}

std::optional<std::vector<SessionId>> sweepAndWait(server::SessionStore &store,
                                                   const server::SweepLimits &limits,
                                                   std::vector<SessionId> keep)
{
    std::optional<Result<std::vector<SessionId>, server::StoreError>> answer;
    store.sweep(limits, std::move(keep), [&answer](auto swept) { answer = std::move(swept); });
    (void)QTest::qWaitFor([&answer] { return answer.has_value(); });
    return answer && answer->ok() ? std::optional(answer->value()) : std::nullopt;
}

} // namespace holdline::testing
