// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/conversationroom.h"

#include "support/syntheticvoice.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace holdline::testing {

using client::TranscriptModel;

namespace {

constexpr std::size_t kBlock = 960; // 20 ms

QString speaker(TranscriptModel::Kind kind)
{
    switch (kind) {
    case TranscriptModel::Kind::User:
        return u"you: "_s;
    case TranscriptModel::Kind::Assistant:
        return u"nova: "_s;
    default:
        return u"-- "_s;
    }
}

/// The whole blocks of `pcm`.
std::vector<audio::Pcm> blocks(const audio::Pcm &pcm)
{
    std::vector<audio::Pcm> all;
    const audio::PcmView view(pcm);
    for (std::size_t at = 0; at + kBlock <= view.size(); at += kBlock) {
        const audio::PcmView block = view.subspan(at, kBlock);
        all.emplace_back(block.begin(), block.end());
    }
    return all;
}

} // namespace

// ---- any room

QStringList ConversationRoom::transcript()
{
    QStringList rows;
    for (int row = 0; row < conversation.transcript().rowCount(); ++row) {
        const auto kind = get(row, TranscriptModel::KindRole).value<TranscriptModel::Kind>();
        if (kind == TranscriptModel::Kind::HeldSpeech)
            continue;
        const auto is = [&](int role, const QString &mark) {
            return get(row, role).toBool() ? mark : QString();
        };
        QString text = conversation.transcript().index(row).data().toString();
        text.insert(spoken(row), is(TranscriptModel::InterruptedRole, u"|"_s));
        rows += is(TranscriptModel::ReplayedRole, u"<"_s) + speaker(kind) + text
            + is(TranscriptModel::PartialRole, u"…"_s) + is(TranscriptModel::PendingRole, u"?"_s);
    }
    return rows;
}

QVariant ConversationRoom::get(int row, int role)
{
    return conversation.transcript().index(row).data(role);
}

int ConversationRoom::spoken(int row)
{
    return get(row, TranscriptModel::SpokenRole).toInt();
}

QString ConversationRoom::details(int row)
{
    return get(row, TranscriptModel::DetailsRole).toString();
}

// ---- a Plain line

PlainRoom::PlainRoom()
{
    line.startSession();
}

int PlainRoom::responseTime(int row)
{
    return get(row, TranscriptModel::ResponseTimeRole).toInt();
}

void PlainRoom::userSays(const QString &text)
{
    line.say(protocol::FinalUserRequest{text});
}

void PlainRoom::novaWrites(const QString &text)
{
    line.say(protocol::PartialAssistantAnswer{text});
}

void PlainRoom::novaFinishes(const QString &text)
{
    line.say(protocol::FinalAssistantAnswer{text});
}

void PlainRoom::novaSpeaks(std::size_t samples)
{
    line.say(protocol::TtsChunk{audio::toBytes(audio::Pcm(samples, 7))});
}

void PlainRoom::answer(const QString &text)
{
    userSays(u"What time is it?"_s);
    novaWrites(text);
    novaSpeaks();
}

void PlainRoom::hear(int count, audio::Sample value)
{
    for (int i = 0; i < count; ++i)
        card.hear(audio::Pcm(kBlock, value));
}

void PlainRoom::hearVoice()
{
    for (const audio::Pcm &block : blocks(syntheticVoice(400ms)))
        card.hear(block);
}

audio::Pcm PlainRoom::sent() const
{
    audio::Pcm all;
    for (const protocol::AudioFrame &frame : line.frames()) {
        const audio::Pcm pcm = audio::fromBytes(frame.pcm);
        all.insert(all.end(), pcm.begin(), pcm.end());
    }
    return all;
}

// ---- a Durable line

DurableRoom::DurableRoom()
{
    line.hold(clock);
    line.startSession(FakeLine::Origin::New);
}

void DurableRoom::comeBack(FakeLine::Origin origin)
{
    line.startSession(origin);
}

void DurableRoom::hear(const audio::Pcm &pcm)
{
    for (const audio::Pcm &block : blocks(pcm)) {
        clock.advance(20ms);
        card.hear(block);
    }
}

void DurableRoom::hearVoice(Duration duration)
{
    hear(syntheticVoice(duration));
}

void DurableRoom::hearNothing(Duration duration)
{
    hear(silence(audio::kDeviceRate, duration));
}

void DurableRoom::novaSpeaks(quint32 utterance, quint64 position, std::size_t samples)
{
    line.speak({.fromServer = true,
                .position = position,
                .stream = utterance,
                .pcm = audio::toBytes(ramp(samples, position))});
}

void DurableRoom::answer()
{
    line.say(protocol::FinalUserRequest{.content = u"What time is it?"_s, .id = u"q"_s});
    line.say(protocol::PartialAssistantAnswer{u"0123456789"_s});
    line.say(protocol::TtsBegin{.utterance = 1, .message = u"a"_s});
    novaSpeaks(1, 0, 9600);
}

void DurableRoom::finishAnswer(quint64 samples)
{
    line.say(protocol::FinalAssistantAnswer{.content = u"0123456789"_s, .id = u"a"_s});
    line.say(protocol::TtsEnd{.utterance = 1, .samples = samples, .marks = {}});
}

audio::Pcm DurableRoom::ramp(std::size_t samples, quint64 position)
{
    audio::Pcm pcm;
    for (std::size_t i = 0; i < samples; ++i)
        pcm.push_back(static_cast<audio::Sample>(position + i));
    return pcm;
}

protocol::HistoryMessage said(protocol::HistoryMessage::Role role, const QString &id,
                              const QString &content)
{
    return {.id = id, .role = role, .content = content, .at = WallTime(1h)};
}

} // namespace holdline::testing
