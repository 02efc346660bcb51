// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/stockpage.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>
#include <QtEndian>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace holdline::testing {

namespace {

constexpr std::size_t kBatchSamples = 2048;
constexpr int kPageRate = 48000;

std::size_t samplesSince(const QElapsedTimer &timer)
{
    return audio::samplesIn(std::chrono::milliseconds(timer.elapsed()), kPageRate);
}

} // namespace

StockPage::StockPage() : m_socket(std::make_unique<QWebSocket>())
{
    for (QTimer *timer : {&m_microphone, &m_loudspeaker}) {
        timer->setTimerType(Qt::PreciseTimer);
        timer->setInterval(5ms);
    }
    connect(&m_microphone, &QTimer::timeout, this, &StockPage::record);
    connect(&m_loudspeaker, &QTimer::timeout, this, &StockPage::play);
    connect(m_socket.get(), &QWebSocket::connected, this, &StockPage::onOpen);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this,
            [this](const QString &text) { onMessage(text.toUtf8()); });
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this,
            [this] { ++m_binaryMessages; });
    connect(m_socket.get(), &QWebSocket::disconnected, this, [this] {
        m_microphone.stop();
        m_loudspeaker.stop();
        Q_EMIT changed();
    });
}

StockPage::~StockPage()
{
    m_socket->disconnect(this);
    m_socket->abort();
}

// ---- the buttons

void StockPage::start(const QUrl &url, const QString &session)
{
    QUrl target = url;
    if (!session.isEmpty())
        target.setQuery(QUrlQuery({{u"session_id"_s, session}}));
    m_socket->open(target);
}

void StockPage::stop()
{
    if (isOpen()) {
        flushRemainder();
        m_socket->close();
    }
}

void StockPage::vanish()
{
    m_socket->abort();
}

void StockPage::say(const audio::Pcm &pcm)
{
    m_toSay.insert(m_toSay.end(), pcm.begin(), pcm.end());
}

void StockPage::clear()
{
    m_chat.clear();
    m_typingUser.clear();
    m_typingAssistant.clear();
    sendType(u"clear_history"_s);
}

void StockPage::setSpeed(int speed)
{
    if (isOpen())
        m_socket->sendTextMessage(u"{\"type\":\"set_speed\",\"speed\":%1}"_s.arg(speed));
}

QStringList StockPage::said(const QString &role) const
{
    QStringList contents;
    for (const Bubble &bubble : m_chat) {
        if (bubble.role == role)
            contents += bubble.content;
    }
    return contents;
}

void StockPage::sendType(const QString &type)
{
    if (isOpen())
        m_socket->sendTextMessage(u"{\"type\":\"%1\"}"_s.arg(type));
}

// ---- the microphone

void StockPage::onOpen()
{
    m_recorded = 0;
    m_batch.clear();
    m_recording.start();
    m_microphone.start();
    m_listened = 0;
    m_listening.start();
    m_loudspeaker.start();
    Q_EMIT changed();
}

void StockPage::record()
{
    const std::size_t due = samplesSince(m_recording) - m_recorded;
    audio::Pcm pcm(due);
    const std::size_t words = std::min(due, m_toSay.size() - m_said);
    std::copy_n(m_toSay.begin() + static_cast<std::ptrdiff_t>(m_said), words, pcm.begin());
    m_said += words;
    m_recorded += due;
    batch(pcm);
}

void StockPage::batch(audio::PcmView pcm)
{
    while (!pcm.empty()) {
        const std::size_t size = std::min(pcm.size(), kBatchSamples - m_batch.size());
        m_batch.insert(m_batch.end(), pcm.begin(), pcm.begin() + static_cast<std::ptrdiff_t>(size));
        pcm = pcm.subspan(size);
        if (m_batch.size() == kBatchSamples)
            flushBatch();
    }
}

void StockPage::flushBatch()
{
    QByteArray message(8, Qt::Uninitialized);
    qToBigEndian(static_cast<quint32>(QDateTime::currentMSecsSinceEpoch()), message.data());
    qToBigEndian(quint32(m_isPlaying ? 1 : 0), message.data() + 4);
    for (const audio::Sample sample : std::exchange(m_batch, {})) {
        const auto word = static_cast<quint16>(sample);
        message += static_cast<char>(word & 0xff);
        message += static_cast<char>(word >> 8);
    }
    m_socket->sendBinaryMessage(message);
}

void StockPage::flushRemainder()
{
    if (m_batch.empty())
        return;
    m_batch.resize(kBatchSamples);
    flushBatch();
}

// ---- the loudspeaker

void StockPage::play()
{
    const std::size_t due = samplesSince(m_listening) - m_listened;
    m_listened += due;
    if (due == 0)
        return;
    if (m_buffer.empty()) {
        if (std::exchange(m_workletPlays, false) && std::exchange(m_isPlaying, false)) {
            sendType(u"tts_stop"_s);
            note(u"stop"_s);
        }
        return;
    }
    if (!std::exchange(m_workletPlays, true) && !std::exchange(m_isPlaying, true)) {
        sendType(u"tts_start"_s);
        note(u"start"_s);
    }
    const auto end = m_buffer.begin() + static_cast<std::ptrdiff_t>(std::min(due, m_buffer.size()));
    m_heard.insert(m_heard.end(), m_buffer.begin(), end);
    m_buffer.erase(m_buffer.begin(), end);
}

void StockPage::clearPlayback()
{
    m_buffer.clear();
    m_workletPlays = false;
    m_isPlaying = false;
}

void StockPage::note(const QString &event)
{
    m_playback += event;
    Q_EMIT changed();
}

// ---- what the server says

void StockPage::onMessage(const QByteArray &text)
{
    m_wire += text;
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    const QString type = json[u"type"].toString();
    const QString content = json[u"content"].toString();
    if (type.endsWith(u"_request"_s) || type.endsWith(u"_answer"_s))
        onText(type, content);
    else if (type == u"tts_chunk" || type == u"stop_tts" || type == u"tts_interruption")
        onSpeech(type, content);
    else
        onSession(type, json);
    Q_EMIT changed();
}

void StockPage::onText(const QString &type, const QString &content)
{
    const bool isUser = type.endsWith(u"_request"_s);
    QString &typing = isUser ? m_typingUser : m_typingAssistant;
    if (type.startsWith(u"partial_"_s)) {
        typing = content.trimmed();
        m_partials += isUser && !typing.isEmpty() ? 1 : 0;
        return;
    }
    if (!content.trimmed().isEmpty())
        m_chat.append({isUser ? u"user"_s : u"assistant"_s, content});
    typing.clear();
}

void StockPage::onSpeech(const QString &type, const QString &content)
{
    if (type == u"tts_chunk") {
        if (m_ignoresSpeech) {
            if (m_playback.last() != u"ignored")
                note(u"ignored"_s);
            return;
        }
        const QByteArray bytes = QByteArray::fromBase64(content.toLatin1());
        const audio::Pcm pcm = audio::fromBytes(bytes);
        m_buffer.insert(m_buffer.end(), pcm.begin(), pcm.end());
        return;
    }
    clearPlayback();
    m_ignoresSpeech = type == u"stop_tts";
    if (m_ignoresSpeech)
        sendType(u"tts_stop"_s);
    note(m_ignoresSpeech ? u"clear"_s : u"go on"_s);
}

void StockPage::onSession(const QString &type, const QJsonObject &json)
{
    if (type == u"session_id")
        m_session = json[u"session_id"].toString();
    else if (type == u"session_restored")
        m_restored += json[u"message_count"].toInt();
    else
        m_unknownTypes += type;
}

} // namespace holdline::testing
