// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/recognizer.h"
#include "speech/synthesizer.h"
#include "support/stage.h"
#include "tools/demo/photographer.h"
#include "tools/demo/summary.h"

#include <QDir>

#include <memory>
#include <optional>

namespace holdline::demo {

/// A spoken conversation of two questions between the real client and the real server. The line is
/// lost in the middle of a question, in the middle of an answer, and once more until the client
/// gives up. Owned by main(); run() runs the event loop until all is over.
class Demo
{
public:
    /// `folder` gets the pictures, the recording and the summary.
    explicit Demo(const QDir &folder);

    /// Runs the demo. Returns what happened, which is also written to the folder.
    Summary run();

private:
    /// A question as a range of samples on the tapes.
    struct Spoken
    {
        Instant begin;
        Instant end;
    };

    enum class Cut { InTheQuestion, InTheAnswer };

    bool play();
    bool start();
    bool ask(const QString &question, Cut cut);
    void loseTheLineForAWhile();
    bool noteRecovery();
    bool loseTheLineUntilItGivesUp();
    bool restoreTheLine(const QString &key);
    bool waitForStatus(const QString &name);
    bool stopByMenu();
    void waitForPicture() const;
    void listenToTheTapes();
    QString understand(audio::PcmView speech) const;
    void noteStates();
    bool writeRecording() const;
    bool fail(const QString &problem);
    void say(const QString &progress) const;

    QDir m_folder;
    Instant m_begin;
    testing::Stage m_stage;
    std::unique_ptr<Photographer> m_photographer;
    std::unique_ptr<speech::Synthesizer> m_voice;
    QList<Spoken> m_spoken;
    std::optional<Instant> m_lineGoodAt; ///< since the newest cut
    Summary m_summary;
};

} // namespace holdline::demo
