// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/conversationcontroller.h"

#include <QFrame>

#include <memory>

namespace Ui {
class EntryPane;
}

namespace holdline::widgets {

struct ThemePalette;

/// The bar at the bottom: new conversation, text entry, microphone.
class EntryPane : public QFrame
{
    Q_OBJECT

public:
    explicit EntryPane(QWidget *parent = nullptr);
    ~EntryPane() override;

    void setColors(const ThemePalette &colors);
    void setMicrophoneOpen(bool open);
    void setCaption(client::ConversationController::Caption caption);
    void setHeldSpeech(Duration held, Duration limit);
    /// Text typed elsewhere comes here, and the keyboard with it.
    void insertText(const QString &text);
    const QWidget &microphoneButton() const;

Q_SIGNALS:
    void textSubmitted(const QString &text);
    /// Some of what was typed or pasted did not fit into one message.
    void textCut();
    void newConversationRequested();
    void microphoneToggled();

private:
    void submit();

    std::unique_ptr<Ui::EntryPane> m_ui;
};

} // namespace holdline::widgets
