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

/// The level of the microphone, what is going on in words, and the device's name.
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
    /// Whether holding the space bar talks, where the keyboard is now.
    void setSpaceTalks(bool talks);
    /// Shown while speech is held, at most five times a second.
    void setHeldSpeech(Duration held, Duration limit);
    void setDeviceName(const QString &name);
    void addLevel(float level);

    /// In HoldingSpeech, of the `held` speech of at most `limit`.
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
    QTimer m_heldPause; ///< while it runs, news of held speech waits
};

} // namespace holdline::widgets
