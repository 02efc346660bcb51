// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devices/qtsoundcard.h"
#include "support/signals.h"
#include "support/testcase.h"
#include "support/virtualsoundcard.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <memory>

namespace holdline::tst_qtsoundcard {

using namespace audio;
using namespace testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using State = EndpointStatus::State;

namespace {

/// Where `whole` has `part`, and how similar it is: −1 … 1, where 1 is a copy at any volume.
struct Match
{
    std::size_t at = 0;
    double correlation = 0;
};

Match find(PcmView part, PcmView whole)
{
    double partEnergy = 0;
    for (const Sample sample : part)
        partEnergy += double(sample) * sample;
    Match best;
    for (std::size_t at = 0; at + part.size() <= whole.size(); ++at) {
        double energy = 1;
        double product = 0;
        for (std::size_t i = 0; i < part.size(); ++i) {
            product += double(part[i]) * whole[at + i];
            energy += double(whole[at + i]) * whole[at + i];
        }
        const double correlation = product / std::sqrt(energy * partEnergy);
        if (correlation > best.correlation)
            best = {.at = at, .correlation = correlation};
    }
    return best;
}

/// The delay of each 10 ms of `part` in `whole`, relative to a `whole` that begins with it; −1 if a
/// piece is missing. Looks for a piece near the one before it.
QList<qint64> shiftsOf(PcmView part, PcmView whole)
{
    constexpr std::size_t kPiece = kDeviceRate / 100;
    constexpr std::size_t kAround = kDeviceRate / 20;
    const Match start = find(part.first(kPiece), whole);
    if (start.correlation < 0.98)
        return {};
    QList<qint64> shifts;
    std::size_t shift = start.at;
    for (std::size_t at = 0; at + kPiece <= part.size(); at += kPiece) {
        const std::size_t from = at + shift - std::min(at + shift, kAround);
        if (from >= whole.size())
            return {};
        const PcmView place =
            whole.subspan(from, std::min(whole.size() - from, kPiece + 2 * kAround));
        // It is almost always at the expected place.
        Match match{.at = at + shift - from, .correlation = 0};
        if (place.size() >= match.at + kPiece)
            match.correlation =
                find(part.subspan(at, kPiece), place.subspan(match.at, kPiece)).correlation;
        if (match.correlation < 0.98)
            match = find(part.subspan(at, kPiece), place);
        if (match.correlation > 0.98)
            shift = from + match.at - at;
        shifts.append(match.correlation > 0.98 ? static_cast<qint64>(shift) : -1);
    }
    return shifts;
}

std::size_t samplesAbove(int level, PcmView pcm)
{
    return static_cast<std::size_t>(
        std::count_if(pcm.begin(), pcm.end(), [level](Sample s) { return std::abs(s) > level; }));
}

/// The number of samples up to the end of the sound.
std::size_t endOfSound(PcmView pcm)
{
    std::size_t end = pcm.size();
    while (end > 0 && std::abs(pcm[end - 1]) < 50)
        --end;
    return end;
}

Pcm blocksOf(const QSignalSpy &captured)
{
    Pcm pcm;
    for (const auto &arguments : captured) {
        const auto block = arguments.first().value<Pcm>();
        pcm.insert(pcm.end(), block.begin(), block.end());
    }
    return pcm;
}

} // namespace

/// Every test begins with the devices of a newly started card, a closed microphone and no playback.
/// All tests use one sound card, like the client.
class TestQtSoundCard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const QString error = m_virtual.start();
        QVERIFY2(error.isEmpty(), qPrintable(error));
        m_virtual.useInThisProcess();
        m_card = std::make_unique<QtSoundCard>();
        QTRY_COMPARE(m_card->devices(Direction::Input).size(), 1);
    }

    void cleanup()
    {
        m_card->closeMicrophone();
        m_card->stopPlayback();
        m_card->prefer(Direction::Input, {});
        m_card->prefer(Direction::Output, {});
        QTRY_COMPARE(state(Direction::Input), State::Closed);
        m_virtual.stopRecording();
    }

    void cleanupTestCase()
    {
        QElapsedTimer timer;
        timer.start();
        m_card.reset();
        QVERIFY2(timer.elapsed() < 400, qPrintable(QString::number(timer.elapsed())));
    }

    void listsTheDevices()
    {
        QCOMPARE(m_card->devices(Direction::Input), QList<Device>({kMicrophone}));
        QVERIFY(m_card->devices(Direction::Output).contains(kLoudspeaker));
        QCOMPARE(m_card->status(Direction::Input), EndpointStatus{});
    }

    void capturesWhatIsSaid()
    {
        QSignalSpy captured(m_card.get(), &SoundCard::captured);
        m_card->openMicrophone();
        QTRY_COMPARE(state(Direction::Input), State::Open);
        QCOMPARE(m_card->status(Direction::Input).device, kMicrophone);
        QTRY_VERIFY(captured.size() > 5);

        const Pcm tone = sine(440, kDeviceRate, 1s, 0.5);
        QProcess *speaking = m_virtual.speak(tone, kDeviceRate);
        QTRY_COMPARE(speaking->state(), QProcess::NotRunning);
        const auto blocks = captured.size();
        QTRY_VERIFY(captured.size() > blocks + 10);

        for (const auto &arguments : captured)
            QCOMPARE(arguments.first().value<Pcm>().size(), std::size_t(960));
        const Pcm heard = blocksOf(captured);
        const std::size_t end = endOfSound(heard);
        QVERIFY(end > tone.size() && end < heard.size());
        const PcmView steady = PcmView(heard).subspan(end - 40000, 30000);
        const double amplitude = amplitudeAt(440, kDeviceRate, steady);
        QVERIFY2(std::abs(amplitude - 0.5) < 0.02, qPrintable(QString::number(amplitude)));
    }

    void capturesNothingOnceClosed()
    {
        QSignalSpy captured(m_card.get(), &SoundCard::captured);
        m_card->openMicrophone();
        QTRY_VERIFY(captured.size() > 5);
        m_card->closeMicrophone();
        captured.clear();
        QTRY_COMPARE(state(Direction::Input), State::Closed);
        QVERIFY(!captured.wait(100));
        QCOMPARE(captured.size(), 0);
    }

    void playsEverythingInOrderAndOnce()
    {
        record();
        QSignalSpy started(m_card.get(), &SoundCard::playbackStarted);
        QSignalSpy finished(m_card.get(), &SoundCard::playbackFinished);
        // Noise matches only at its own place. It arrives in pieces, faster than it plays.
        const Pcm speech = noise(kDeviceRate, 4s, 0.1);
        for (std::size_t at = 0; at < speech.size(); at += 9600)
            m_card->play(Pcm(speech.begin() + std::ptrdiff_t(at),
                             speech.begin() + std::ptrdiff_t(at + 9600)));
        QVERIFY(started.wait());
        QVERIFY(m_card->isPlaying());
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 8000);
        QCOMPARE(started.size(), 1);
        QVERIFY(!m_card->isPlaying());
        QCOMPARE(m_card->playedSamples(), qint64(speech.size()));

        const Pcm heard = m_virtual.stopRecording();
        const auto shifts = shiftsOf(speech, heard);
        QVERIFY(!shifts.isEmpty());
        // If the machine stalls, the device runs dry. That delays later pieces and may cut one in
        // two, but no piece may be missing, come twice or change its place.
        qint64 last = shifts.first();
        bool cut = false;
        for (const qint64 shift : shifts) {
            QVERIFY(shift == -1 || (cut ? shift > last : shift >= last));
            QVERIFY(!(cut && shift == -1));
            cut = shift == -1;
            last = cut ? last : shift;
        }
        QVERIFY(!cut);
        QVERIFY(shifts.last() - shifts.first() < kDeviceRate / 5);
        const auto first = static_cast<std::size_t>(shifts.first());
        const auto end = static_cast<std::size_t>(shifts.last()) + speech.size();
        QVERIFY(heard.size() >= end);
        QCOMPARE(samplesAbove(50, PcmView(heard).first(first)), std::size_t(0));
        QCOMPARE(samplesAbove(50, PcmView(heard).subspan(end)), std::size_t(0));
    }

    void bridgesAShortPause()
    {
        QSignalSpy started(m_card.get(), &SoundCard::playbackStarted);
        QSignalSpy finished(m_card.get(), &SoundCard::playbackFinished);
        const Pcm word = sine(440, kDeviceRate, 100ms);
        m_card->play(word);
        QVERIFY(started.wait());
        QTRY_COMPARE(m_card->playedSamples(), qint64(word.size()));
        QVERIFY(!finished.wait(100));
        m_card->play(word);
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(started.size(), 1);
        QCOMPARE(m_card->playedSamples(), qint64(2 * word.size()));
    }

    void soundsBesideAnAnswerWithoutCountingAsOne()
    {
        record();
        QSignalSpy started(m_card.get(), &SoundCard::playbackStarted);
        const Pcm chime = sine(1000, kDeviceRate, 300ms, 0.2);
        m_card->playBeside(chime);
        QTRY_VERIFY(isHeard(1000));
        QCOMPARE(started.size(), 0);
        QVERIFY(!m_card->isPlaying());
        m_virtual.stopRecording();

        const Pcm speech = sine(440, kDeviceRate, 3s, 0.2);
        m_card->play(speech);
        QTRY_VERIFY(m_card->playedSamples() > 24000);
        record();
        m_card->playBeside(chime);
        QTRY_VERIFY(isHeard(1000));
        QVERIFY(isHeard(440));
        QTRY_VERIFY(!m_card->isPlaying());
        QCOMPARE(m_card->playedSamples(), qint64(speech.size()));
    }

    void fallsSilentSoonAfterAStop()
    {
        record();
        QSignalSpy finished(m_card.get(), &SoundCard::playbackFinished);
        m_card->play(noise(kDeviceRate, 10s, 0.1));
        QTRY_VERIFY(m_card->playedSamples() > 24000);

        const std::size_t heardAtStop = m_virtual.heard().size();
        m_card->stopPlayback();
        QCOMPARE(finished.size(), 1);
        QVERIFY(!m_card->isPlaying());
        QTRY_VERIFY(m_virtual.heard().size() > heardAtStop + 24000);
        const Pcm heard = m_virtual.stopRecording();
        const auto after = durationOf(endOfSound(heard) - heardAtStop, kDeviceRate);
        qInfo("silent after %lld ms", static_cast<long long>(after / 1ms));
        QVERIFY(endOfSound(heard) > 0);
        QVERIFY(after < 150ms);
        QCOMPARE(finished.size(), 1);
    }

    void playsAgainAfterAStop()
    {
        m_card->play(noise(kDeviceRate, 5s, 0.1));
        QTRY_VERIFY(m_card->isPlaying());
        m_card->stopPlayback();
        record();
        QSignalSpy finished(m_card.get(), &SoundCard::playbackFinished);
        const Pcm speech = noise(kDeviceRate, 500ms, 0.1, 7);
        m_card->play(speech);
        QVERIFY(finished.wait());
        QCOMPARE(m_card->playedSamples(), qint64(speech.size()));
        const Pcm heard = m_virtual.stopRecording();
        QVERIFY(find(PcmView(speech).first(480), heard).correlation > 0.98);
        QVERIFY(find(PcmView(speech).last(480), heard).correlation > 0.98);
    }

    void playsOnWhileTheGuiIsBusy()
    {
        record();
        const Pcm speech = noise(kDeviceRate, 2s, 0.1);
        QSignalSpy finished(m_card.get(), &SoundCard::playbackFinished);
        m_card->play(speech);
        QTRY_VERIFY(m_card->isPlaying());
        // The GUI thread is busy for a second.
        QElapsedTimer busy;
        busy.start();
        while (busy.elapsed() < 1000) { }
        QVERIFY(finished.wait());
        const Pcm heard = m_virtual.stopRecording();
        const Match start = find(PcmView(speech).first(480), heard);
        const Match end = find(PcmView(speech).last(480), heard);
        // As in playsEverythingInOrderAndOnce(), the machine may have stalled a little.
        QVERIFY(end.at - start.at >= speech.size() - 480);
        QVERIFY(end.at - start.at < speech.size() + kDeviceRate / 5);
    }

    void saysWhenTheMicrophoneIsGoneAndTakesItBack()
    {
        m_card->openMicrophone();
        QTRY_COMPARE(state(Direction::Input), State::Open);
        QVERIFY(m_virtual.remove(kMicrophone.name).isEmpty());
        QTRY_COMPARE(state(Direction::Input), State::Missing);
        QVERIFY(m_card->devices(Direction::Input).isEmpty());

        QVERIFY(m_virtual.addMicrophone(kMicrophone.name).isEmpty());
        QTRY_COMPARE(state(Direction::Input), State::Open);
        QSignalSpy captured(m_card.get(), &SoundCard::captured);
        QVERIFY(captured.wait());
    }

    void returnsToThePreferredMicrophone()
    {
        const Device headset{.id = "headset", .name = u"headset"_s};
        m_card->prefer(Direction::Input, headset);
        m_card->openMicrophone();
        QTRY_COMPARE(m_card->status(Direction::Input).device, kMicrophone);
        QVERIFY(m_virtual.addMicrophone(headset.name).isEmpty());
        QTRY_COMPARE(m_card->status(Direction::Input).device, headset);
        QTRY_COMPARE(state(Direction::Input), State::Open);
        QVERIFY(m_virtual.remove(headset.name).isEmpty());
        QTRY_COMPARE(m_card->status(Direction::Input).device, kMicrophone);
        QTRY_COMPARE(state(Direction::Input), State::Open);
        QSignalSpy captured(m_card.get(), &SoundCard::captured);
        QVERIFY(captured.wait());
    }

    void followsTheDefaultLoudspeaker()
    {
        QVERIFY(m_virtual.addLoudspeaker(u"monitor"_s).isEmpty());
        m_card->play(sine(440, kDeviceRate, 10s));
        QTRY_COMPARE(m_card->status(Direction::Output).device, kLoudspeaker);
        QVERIFY(m_virtual.setDefaultLoudspeaker(u"monitor"_s).isEmpty());
        QTRY_COMPARE(m_card->status(Direction::Output).device.id, QByteArray("monitor"));
        QTRY_COMPARE(state(Direction::Output), State::Open);
        const qint64 played = m_card->playedSamples();
        QTRY_VERIFY(m_card->playedSamples() > played + 4800);
        QVERIFY(m_virtual.remove(u"monitor"_s).isEmpty());
        QTRY_COMPARE(m_card->status(Direction::Output).device, kLoudspeaker);
    }

    void outlivesTheSoundServer()
    {
        m_card->openMicrophone();
        m_card->play(sine(440, kDeviceRate, 30s));
        QTRY_COMPARE(state(Direction::Input), State::Open);
        QTRY_VERIFY(m_card->isPlaying());

        m_virtual.kill();
        QTRY_COMPARE(state(Direction::Input), State::Missing);
        QTRY_COMPARE(state(Direction::Output), State::Missing);
        QElapsedTimer timer;
        timer.start();
        m_card->play(sine(440, kDeviceRate, 1s));
        m_card->prefer(Direction::Output, kLoudspeaker);
        QVERIFY(timer.elapsed() < 100);

        const QString error = m_virtual.start();
        QVERIFY2(error.isEmpty(), qPrintable(error));
        QTRY_COMPARE_WITH_TIMEOUT(state(Direction::Input), State::Open, 15000);
        QTRY_COMPARE_WITH_TIMEOUT(state(Direction::Output), State::Open, 15000);
        QSignalSpy captured(m_card.get(), &SoundCard::captured);
        QVERIFY(captured.wait());
    }

    void leavesTheLoudspeakerAloneWhenNothingPlays()
    {
        QSignalSpy finished(m_card.get(), &SoundCard::playbackFinished);
        m_card->play(sine(440, kDeviceRate, 100ms));
        QVERIFY(finished.wait());
        QCOMPARE(state(Direction::Output), State::Open);
        QTRY_COMPARE_WITH_TIMEOUT(state(Direction::Output), State::Closed, 14000);
    }

private:
    State state(Direction direction) const { return m_card->status(direction).state; }

    /// Whether any 50 ms of the recording contain this frequency, at the amplitude that the test
    /// plays.
    bool isHeard(double hertz) const
    {
        constexpr std::size_t kWindow = kDeviceRate / 20;
        const Pcm heard = m_virtual.heard();
        for (std::size_t at = 0; at + kWindow <= heard.size(); at += kWindow) {
            if (amplitudeAt(hertz, kDeviceRate, PcmView(heard).subspan(at, kWindow)) > 0.19)
                return true;
        }
        return false;
    }

    void record()
    {
        m_virtual.startRecording();
        QTRY_VERIFY(!m_virtual.heard().empty());
    }

    const Device kMicrophone{VirtualSoundCard::kMicrophone,
                             QString::fromLatin1(VirtualSoundCard::kMicrophone)};
    const Device kLoudspeaker{VirtualSoundCard::kLoudspeaker,
                              QString::fromLatin1(VirtualSoundCard::kLoudspeaker)};
    VirtualSoundCard m_virtual;
    std::unique_ptr<QtSoundCard> m_card;
};

HOLDLINE_TEST(TestQtSoundCard)

} // namespace holdline::tst_qtsoundcard

#include "tst_qtsoundcard.moc"
