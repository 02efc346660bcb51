// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversation/conversationcontroller.h"

#include <QFrame>
#include <QList>

#include <memory>

namespace Ui {
class EntryPane;
}

namespace holdline::widgets {

struct ThemePalette;

/// The bar at the bottom: new conversation, text entry, microphone button. If a text is too long
/// for a message, it is not sent and the bar says why. Owned by the window.
class EntryPane : public QFrame
{
    Q_OBJECT

public:
    explicit EntryPane(QWidget *parent = nullptr);
    ~EntryPane() override;

    void setColors(const ThemePalette &colors);
    void setMicrophone(client::ConversationController::Microphone microphone);
    void setHeldSpeech(Duration held, Duration limit);
    /// Inserts text that was typed elsewhere, and takes the keyboard focus.
    void insertText(const QString &text);
    /// The buttons on which a held space bar talks instead of pressing them.
    QList<const QWidget *> talkButtons() const;

    bool eventFilter(QObject *watched, QEvent *event) override;

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
