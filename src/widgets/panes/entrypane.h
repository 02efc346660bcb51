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

/// The bar at the bottom: new conversation, text entry, microphone. A text that is too long for a
/// message is not sent, and it says why.
class EntryPane : public QFrame
{
    Q_OBJECT

public:
    explicit EntryPane(QWidget *parent = nullptr);
    ~EntryPane() override;

    void setColors(const ThemePalette &colors);
    void setMicrophone(client::ConversationController::Microphone microphone);
    void setHeldSpeech(Duration held, Duration limit);
    /// Text typed elsewhere comes here, and the keyboard with it.
    void insertText(const QString &text);
    const QWidget &microphoneButton() const;

Q_SIGNALS:
    void textSubmitted(const QString &text);
    void textChanged();
    void newConversationRequested();
    void microphoneToggled();

private:
    QString message() const;
    void onTextChanged();
    void submit();

    std::unique_ptr<Ui::EntryPane> m_ui;
};

} // namespace holdline::widgets
