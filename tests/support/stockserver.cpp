// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/stockserver.h"

#include "audio/levelmeter.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace holdline::testing {

namespace {

constexpr int kRate = 48000;
constexpr std::chrono::microseconds kFrame{42667}; ///< 2 048 samples
constexpr double kVoiceDb = -40.0;
constexpr std::size_t kVoiceBegins = audio::samplesIn(200ms, kRate);
constexpr Duration kDeafAfterTurn{2000};
constexpr Duration kDeafAfterFirstChunk{1000};
/// Chunks at the beginning of an answer, which is made faster than it is played.
constexpr int kBurst = 8;
constexpr qsizetype kHeader = 8;

} // namespace

StockServer::StockServer(Kind kind, const Clock &clock) : m_kind(kind), m_clock(clock)
{
    m_wire.setManner(kind == Kind::Fork ? FakeVoiceServer::Manner::NamesSessions
                                        : FakeVoiceServer::Manner::NamesNothing);
    connect(&m_wire, &FakeVoiceServer::served, this, &StockServer::serve);
    m_timer.setInterval(2ms);
    connect(&m_timer, &QTimer::timeout, this, &StockServer::step);
    m_timer.start();
}

StockServer::~StockServer()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void StockServer::serve(QWebSocket *socket)
{
    if (m_socket)
        m_socket->disconnect(this);
    forgetConnection();
    m_socket = socket;
    connect(socket, &QWebSocket::textMessageReceived, this,
            [this](const QString &text) { receiveText(text.toUtf8()); });
    connect(socket, &QWebSocket::binaryMessageReceived, this, &StockServer::receiveFrame);
    connect(socket, &QWebSocket::disconnected, this, &StockServer::forgetConnection);
}

/// The current turn or answer is lost with its connection.
void StockServer::forgetConnection()
{
    m_queue.clear();
    m_voiced = 0;
    m_silent = 0;
    m_isHeard = false;
    m_answering.reset();
    m_toSay.clear();
}

// ---- what the client says

void StockServer::receiveText(const QByteArray &text)
{
    const QString type = QJsonDocument::fromJson(text).object()[u"type"].toString();
    if (m_kind == Kind::Fork && type != u"audio" && type != u"text" && type != u"control") {
        m_refused += type;
        m_wire.sendText(u"{\"type\":\"validation_error\",\"errors\":[{\"field\":\"type\","
                        "\"message\":\"Value error, Invalid message type\"}]}"_s);
    } else if (type == u"tts_start" || type == u"tts_stop") {
        m_isHeard = type == u"tts_start";
    } else if (type != u"clear_history" && type != u"set_speed") {
        m_ignored += type;
    }
}

void StockServer::receiveFrame(const QByteArray &bytes)
{
    if (bytes.size() < kHeader)
        return;
    if (m_queue.size() >= kQueueLimit) {
        ++m_framesDropped;
        return;
    }
    if (m_queue.empty())
        m_nextFrame = m_clock.now() + kFrame;
    m_queue.push_back(bytes.mid(kHeader));
    ++m_framesQueued;
    m_queuePeak = std::max(m_queuePeak, static_cast<int>(m_queue.size()));
}

// ---- what it does over time

void StockServer::step()
{
    while (!m_queue.empty() && m_nextFrame <= m_clock.now()) {
        m_nextFrame += kFrame;
        const audio::Pcm pcm = audio::fromBytes(m_queue.front());
        m_queue.pop_front();
        if (m_clock.now() < m_deafUntil)
            ++m_framesUnheard;
        else
            hear(pcm);
    }
    const int chunks = m_firstChunk ? kBurst : 1;
    for (int i = 0; i < chunks && m_answering; ++i)
        speak();
}

void StockServer::hear(audio::PcmView pcm)
{
    const bool isLoud = audio::rmsDb(pcm) > kVoiceDb;
    const std::size_t before = m_voiced;
    if (isLoud) {
        m_voiced += pcm.size();
        m_silent = 0;
    } else {
        m_silent += pcm.size();
    }
    if (m_voiced >= kVoiceBegins && before < kVoiceBegins)
        beginTurn();
    if (m_silent < audio::samplesIn(m_pause, kRate))
        return;
    if (std::exchange(m_voiced, 0) >= kVoiceBegins)
        endTurn();
}

void StockServer::beginTurn()
{
    if (m_isHeard)
        interrupt();
    if (!m_script.empty())
        say(u"partial_user_request"_s, m_script.front().question);
}

void StockServer::endTurn()
{
    if (m_script.empty() || m_answering)
        return;
    m_deafUntil = m_clock.now() + kDeafAfterTurn;
    m_answering = m_script.front();
    m_script.pop_front();
    say(u"final_user_request"_s, m_answering->question);
    say(u"partial_assistant_answer"_s, m_answering->answer);
    m_toSay.assign(m_answering->speech.begin(), m_answering->speech.end());
    m_firstChunk = true;
}

void StockServer::speak()
{
    if (m_toSay.empty()) {
        finishAnswer();
        return;
    }
    const std::size_t size = std::min(kChunk, m_toSay.size());
    const auto end = m_toSay.begin() + static_cast<std::ptrdiff_t>(size);
    audio::Pcm out = std::exchange(m_heldBack, {});
    const auto half = m_toSay.begin() + static_cast<std::ptrdiff_t>(size / 2);
    out.insert(out.end(), m_toSay.begin(), half);
    m_heldBack.assign(half, end);
    m_toSay.erase(m_toSay.begin(), end);
    m_sent.insert(m_sent.end(), out.begin(), out.end());
    say(u"tts_chunk"_s, QString::fromLatin1(audio::toBytes(out).toBase64()));
    if (std::exchange(m_firstChunk, false))
        m_deafUntil = std::min(m_deafUntil, m_clock.now() + kDeafAfterFirstChunk);
}

void StockServer::finishAnswer()
{
    say(u"final_assistant_answer"_s, m_answering->answer);
    m_answering.reset();
}

void StockServer::interrupt()
{
    ++m_interruptions;
    if (m_answering)
        finishAnswer();
    m_toSay.clear();
    m_isHeard = false;
    say(u"stop_tts"_s, {});
    say(u"tts_interruption"_s, {});
}

void StockServer::say(const QString &type, const QString &content)
{
    const QJsonObject json{{u"type"_s, type}, {u"content"_s, content}};
    m_wire.sendText(QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact)));
}

} // namespace holdline::testing
