// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/conversationcontroller.h"

#include <QFrame>

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

    explicit LevelPane(QWidget *parent = nullptr);
    ~LevelPane() override;

    void setColors(const ThemePalette &colors);
    void setCaption(Caption caption);
    void setDeviceName(const QString &name);
    void addLevel(float level);

    static QString words(Caption caption);

private:
    std::unique_ptr<Ui::LevelPane> m_ui;
};

} // namespace holdline::widgets
