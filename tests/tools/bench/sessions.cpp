// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/bench/sessions.h"

#include "server/plain/plainsessions.h"
#include "server/plain/plainwriter.h"
#include "server/session/conversationrecord.h"
#include "server/store/sqlitestore.h"
#include "support/childprocess.h"
#include "support/manualclock.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <cstdio>
#include <malloc.h>

namespace holdline::bench {

using namespace server;
using namespace testing;
using namespace Qt::StringLiterals;
using std::chrono::steady_clock;

namespace {

constexpr int kSessions = 2000;
constexpr int kMessages = 100;
constexpr int kSwept = 10000;

/// Sessions in a SQLite file, as the embedded server keeps them.
struct Office
{
    QTemporaryDir folder;
    ManualClock clock;
    std::unique_ptr<SessionStore> store;
    std::unique_ptr<SessionRegistry> registry;

    bool open()
    {
        auto opened = openSqliteStore(folder.filePath(u"sessions.sqlite"_s));
        if (!opened)
            return false;
        store = std::move(opened).value();
        registry = std::make_unique<SessionRegistry>(*store, clock, SessionRegistry::Limits{});
        return true;
    }
};

double microseconds(steady_clock::duration duration)
{
    return milliseconds(duration) * 1000;
}

template <typename Function>
double timeOf(Function function)
{
    const auto start = steady_clock::now();
    function();
    return microseconds(steady_clock::now() - start);
}

/// The time from restore() until the session is returned.
double restoreTime(PlainSessions &sessions, const SessionId &id)
{
    bool restored = false;
    return timeOf([&] {
        sessions.restore(id, [&restored](Session *session) { restored = session != nullptr; });
        waitUntil([&restored] { return restored; }, kPatience);
    });
}

std::size_t heapInUse()
{
    return ::mallinfo2().uordblks;
}

void fill(SessionRegistry &registry, Session &session)
{
    const Clock clock;
    PlainWriter writer(registry, session);
    ConversationRecord record(session, clock, writer);
    const QString text = u"forty characters are what people say ..."_s;
    for (int i = 0; i < kMessages; ++i)
        record.append(i % 2 == 0 ? speech::Role::User : speech::Role::Assistant, text);
}

Row createRow()
{
    Office office;
    if (!office.open())
        return {};
    std::vector<double> times;
    times.reserve(kSessions);
    for (int i = 0; i < kSessions; ++i)
        times.push_back(timeOf([&] { office.registry->create(); }));
    office.store->flush();
    return {
        u"session_create_us_p50"_s, percentile(times, 0.5), u"us"_s,
        u"handed to SQLite, not waited for; p99 %1 us"_s.arg(percentile(times, 0.99), 0, 'f', 1)};
}

Row restoreRow()
{
    Office office;
    if (!office.open())
        return {};
    QList<SessionId> ids;
    for (int i = 0; i < kSessions / 10; ++i) {
        Session &session = office.registry->create();
        fill(*office.registry, session);
        ids.append(session.id);
        office.registry->detach(session);
    }
    office.registry->close();
    std::vector<double> fromMemory;
    PlainSessions inMemory(*office.registry, office.clock);
    for (const SessionId &id : ids)
        fromMemory.push_back(restoreTime(inMemory, id));

    // Like after a restart of the server.
    office.registry =
        std::make_unique<SessionRegistry>(*office.store, office.clock, SessionRegistry::Limits{});
    PlainSessions inFile(*office.registry, office.clock);
    std::vector<double> fromFile;
    for (const SessionId &id : ids)
        fromFile.push_back(restoreTime(inFile, id));
    return {u"session_restore_us_p50"_s, percentile(fromMemory, 0.5), u"us"_s,
            u"with 100 messages, from memory; from the file %1 us"_s.arg(percentile(fromFile, 0.5),
                                                                         0, 'f', 0)};
}

Row bytesRow()
{
    Office office;
    if (!office.open())
        return {};
    const auto make = [&office] {
        Session &session = office.registry->create();
        fill(*office.registry, session);
    };
    make(); // makes what is allocated only once
    office.store->flush();
    const std::size_t before = heapInUse();
    for (int i = 0; i < kSessions; ++i)
        make();
    office.store->flush();
    QCoreApplication::sendPostedEvents(); // reports of the store take memory until they are handled
    const double bytes = static_cast<double>(heapInUse() - before) / kSessions;
    return {u"session_100_messages_bytes"_s, bytes, u"B"_s, u"heap, 40 characters a message"_s};
}

Row sweepRow()
{
    Office office;
    if (!office.open())
        return {};
    for (int i = 0; i < kSwept; ++i)
        office.registry->detach(office.registry->create());
    office.registry->close();
    office.clock.advance(office.registry->timeout() + Duration(1));
    const double blocked = timeOf([&] { office.registry->sweep(); }) / 1000;
    const double stored = timeOf([&] { office.store->flush(); }) / 1000;
    return {u"sweep_10000_ms"_s, blocked, u"ms"_s,
            u"10 000 expired sessions at once, main thread; %1 ms more in the store's"_s.arg(
                stored, 0, 'f', 0)};
}

} // namespace

Rows measureSessions()
{
    return {createRow(), restoreRow(), bytesRow(), sweepRow()};
}

} // namespace holdline::bench
