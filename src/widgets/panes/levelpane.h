// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/conversationcontroller.h"

#include <QFrame>
#include <QTimer>

#include <memory>

namespace Ui {
class LevelPane;
}

namespace holdline::widgets {

struct ThemePalette;

/// The microphone's level, the caption in words, and the name of the device. Owned by the window.
class LevelPane : public QFrame
{
    Q_OBJECT

public:
    using Caption = client::ConversationController::Caption;
    using Microphone = client::ConversationController::Microphone;

    explicit LevelPane(QWidget *parent = nullptr);
    ~LevelPane() override;

    void setColors(const ThemePalette &colors);
    void setMicrophone(Microphone microphone);
    void setCaption(Caption caption);
    /// `talks`: the space bar talks where the focus is now.
    void setSpaceTalks(bool talks);
    /// Shown in the caption while speech is held, updated five times a second at most.
    void setHeldSpeech(Duration held, Duration limit);
    void setDeviceName(const QString &name);
    void addLevel(float level);

    /// The words of a caption. HoldingSpeech contains `held` and `limit`.
    static QString words(Caption caption, Duration held, Duration limit, bool spaceTalks);

    bool event(QEvent *event) override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    void updateWords();

    std::unique_ptr<Ui::LevelPane> m_ui;
    Caption m_caption = Caption::MicrophoneClosed;
    Duration m_held{0};
    Duration m_limit{0};
    bool m_spaceTalks = true;
    QTimer m_heldPause; ///< updates of held speech wait while it runs
};

} // namespace holdline::widgets
