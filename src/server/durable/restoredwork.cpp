// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/durable/restoredwork.h"

#include "core/log.h"
#include "server/voice/microphonedecoder.h"

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace holdline::server {

namespace {

// How many restarts with the same unfinished work are tolerated. At the next one the work is taken
// for the cause of the crashes. Two in a row are often caused by an operator or a power failure.
constexpr int kMaxRestarts = 2;
// Work that has not crashed the server within this time is considered harmless.
constexpr Duration kSurvival = 2s;

bool isUnfinished(const StoredSession &stored)
{
    return stored.stream->answer && !stored.stream->answer->ended;
}

bool isUnanswered(const StoredSession &stored)
{
    return !stored.stream->answer && !stored.messages.isEmpty()
        && stored.messages.last().role == speech::Role::User;
}

} // namespace

RestoredWork::RestoredWork(DurableStream &stream, DurableOutlet &outlet, VoicePipeline &pipeline,
                           MicrophoneDecoder &microphone, QObject *parent)
    : QObject(parent)
    , m_stream(stream)
    , m_outlet(outlet)
    , m_pipeline(pipeline)
    , m_microphone(microphone)
{
    m_survival.setSingleShot(true);
    m_survival.setInterval(kSurvival);
    connect(&m_survival, &QTimer::timeout, this, [this] { m_outlet.acquit(); });
}

void RestoredWork::takeUp(const StoredSession &stored)
{
    const StoredStream &stream = *stored.stream;
    m_outlet.restore(stream);
    if (!isUnanswered(stored) && !isUnfinished(stored) && stream.journal.empty()) {
        goOn(stored);
    } else if (stream.restarts >= kMaxRestarts) {
        giveUp(stored);
    } else {
        // If this work crashes the server, the next server must know.
        m_stream.write({RestartsNoted{stored.id, stream.restarts + 1}},
                       [this, stored] { goOn(stored); });
        m_outlet.suspect();
        m_survival.start();
    }
}

void RestoredWork::goOn(const StoredSession &stored)
{
    const StoredStream &stream = *stored.stream;
    if (stream.answer) {
        m_pipeline.continueAnswer(*stream.answer, stream.sentences);
        m_pipeline.setPlayed(m_outlet.played());
    } else if (isUnanswered(stored)) {
        m_pipeline.answerNewest(stored.messages.last().text);
    }
    for (const JournaledAudio &item : stream.journal) {
        // The item was good when it arrived. A decoder that begins in the middle may still refuse
        // it.
        const auto audio = m_microphone.decoded(item.audio);
        m_pipeline.hear(audio ? audio::fromBytes(audio->pcm) : audio::Pcm(), item.entry,
                        item.audio.replayed);
    }
}

void RestoredWork::giveUp(const StoredSession &stored)
{
    const StoredStream &stream = *stored.stream;
    qCWarning(lcSession).noquote()
        << "session" << stored.id.shortened() << "had the same work in hand at"
        << stream.restarts + 1 << "crashes; it is given up";
    m_stream.together([&] {
        m_stream.write(RestartsNoted{stored.id, 0});
        if (!stream.journal.empty())
            m_stream.write(JournalTrimmed{stored.id, stream.journal.back().entry + 1});
        if (isUnanswered(stored))
            m_outlet.beginAnswer();
        if (isUnanswered(stored) || isUnfinished(stored))
            m_outlet.completeAnswer(u"Sorry, I could not work that out."_s);
        m_outlet.send(protocol::ServerError{
            .code = u"work_given_up"_s,
            .message = u"The server failed several times over what you said last, and has given it "
                       "up."_s,
            .recoverable = true});
    });
}

} // namespace holdline::server
