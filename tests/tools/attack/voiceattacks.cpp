// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/limits.h"
#include "protocol/opuspayload.h"
#include "protocol/proof.h"
#include "support/signals.h"
#include "tools/attack/attackers.h"
#include "tools/attack/attacks.h"

using namespace std::chrono_literals;

namespace holdline::attack {

namespace {

/// A session whose client speaks and ignores the window.
class Speaker
{
public:
    explicit Speaker(const Target &target) : m_client(target.port)
    {
        if (!m_client.openSession(target))
            pause(100ms);
    }

    RawClient &client() { return m_client; }
    /// Sends sound in items of 100 ms, or of `itemSamples`.
    bool speak(audio::PcmView pcm, std::size_t itemSamples = protocol::kCaptureItemSamples)
    {
        for (; !pcm.empty() && m_client.isOpen(); pcm = pcm.subspan(itemSamples)) {
            itemSamples = std::min(itemSamples, pcm.size());
            send({.position = m_position,
                  .stream = 1,
                  .pcm = audio::toBytes(pcm.first(itemSamples))});
            m_position += itemSamples;
        }
        return m_client.isOpen();
    }
    /// Sends 100 ms of sound in packets with this content.
    bool sendOpus(const QByteArray &packet)
    {
        protocol::OpusPayload payload{.samples = protocol::kCaptureItemSamples};
        payload.packets.fill(packet, protocol::kCaptureItemSamples / protocol::kOpusPacketSamples);
        send({.position = m_position, .stream = 1, .opus = encode(payload)});
        m_position += protocol::kCaptureItemSamples;
        return m_client.isOpen();
    }

private:
    void send(const protocol::AudioItem &item)
    {
        m_client.say(itemFrame({.binary = true, .bytes = encode(item)}, ++m_number));
    }

    RawClient m_client;
    quint64 m_number = 0;
    quint64 m_position = 0;
};

audio::Pcm voice(std::chrono::milliseconds duration)
{
    return testing::humming(protocol::kMicRate, duration);
}

} // namespace

/// Normal clients whose lines break while they talk.
void brokenWords(const Target &target, const AtWork &atWork)
{
    constexpr int kClients = 20;
    const audio::Pcm word = voice(1s);
    for (int i = 0; i < kClients; ++i) {
        Speaker speaker(target);
        speaker.speak(word);
        speaker.client().listen(200ms); // until the server has heard it
        speaker.client().cut();
    }
    atWork();
    forEver(1, [] { pause(1h); });
}

/// Sends just enough sound not to count as silent: one sentence takes hours.
void drippingVoice(const Target &target, const AtWork &atWork)
{
    const audio::Pcm word = voice(1s);
    const audio::Pcm drop = voice(10ms);
    forEver(2, [&] {
        Speaker speaker(target);
        speaker.speak(word);
        speaker.client().listen(500ms);
        atWork();
        while (speaker.speak(drop))
            speaker.client().listen(900ms);
    });
}

/// Speaks without a pause, twice as fast as real time.
void endlessTurn(const Target &target, const AtWork &atWork)
{
    const audio::Pcm minute = voice(75s);
    const audio::Pcm more = voice(200ms);
    forEver(1, [&] {
        Speaker speaker(target);
        speaker.speak(minute);
        atWork();
        while (speaker.speak(more))
            speaker.client().listen(100ms);
    });
}

/// Sends sound in items of the largest size that a message may have.
void hugeItems(const Target &target, const AtWork &atWork)
{
    constexpr std::size_t kItemSamples = 500'000;
    const audio::Pcm sound = voice(30s);
    forEver(1, [&] {
        Speaker speaker(target);
        while (speaker.speak(sound, kItemSamples))
            atWork();
        pause(10ms);
    });
}

/// Sends as much as the line takes, whatever is acknowledged.
void beyondTheWindow(const Target &target, const AtWork &atWork)
{
    const audio::Pcm sound = testing::noise(protocol::kMicRate, 10s, 0.1);
    forEver(20, [&] {
        Speaker speaker(target);
        while (speaker.speak(sound))
            atWork();
        pause(10ms);
    });
}

/// Sends bytes that no encoder has made.
void junkOpus(const Target &target, const AtWork &atWork)
{
    forEver(1, [&] {
        Speaker speaker(target);
        while (speaker.sendOpus(protocol::randomBytes(80)))
            atWork();
        pause(10ms);
    });
}

/// Sends 100 ms of sound in 15 bytes.
void tinyOpus(const Target &target, const AtWork &atWork)
{
    forEver(1, [&] {
        Speaker speaker(target);
        while (speaker.sendOpus(QByteArray(1, '\x08')))
            atWork();
        pause(10ms);
    });
}

} // namespace holdline::attack
