// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/levelpane.h"

#include "ui_levelpane.h"

namespace holdline::widgets {

LevelPane::LevelPane(QWidget *parent) : QFrame(parent), m_ui(std::make_unique<Ui::LevelPane>())
{
    m_ui->setupUi(this);
    setCaption(Caption::MicrophoneClosed);
}

LevelPane::~LevelPane() = default;

void LevelPane::setColors(const ThemePalette &colors)
{
    m_ui->levels->setColors(colors);
}

void LevelPane::setCaption(Caption caption)
{
    switch (caption) {
    case Caption::MicrophoneClosed:
    case Caption::MicrophoneMissing:
    case Caption::MicrophoneFailed:
        m_ui->levels->setMode(LevelDisplay::Mode::Off);
        break;
    case Caption::LineDown:
        m_ui->levels->setMode(LevelDisplay::Mode::Held);
        break;
    default:
        m_ui->levels->setMode(LevelDisplay::Mode::Live);
    }
    m_ui->levelCaption->setText(words(caption));
}

void LevelPane::setDeviceName(const QString &name)
{
    m_ui->deviceName->setText(name);
    m_ui->deviceName->setToolTip(name);
}

void LevelPane::addLevel(float level)
{
    m_ui->levels->addLevel(level);
}

QString LevelPane::words(Caption caption)
{
    switch (caption) {
    case Caption::MicrophoneClosed:
        return tr("Microphone off — hold Space to talk");
    case Caption::Listening:
        return tr("Listening — speak any time");
    case Caption::Hearing:
        return tr("Listening to you…");
    case Caption::Waiting:
        return tr("Many are speaking — yours comes next");
    case Caption::Thinking:
        return tr("Thinking…");
    case Caption::Speaking:
        return tr("Speaking — talk any time to interrupt");
    case Caption::GatedBySpeech:
        return tr("Speaking — the microphone waits");
    case Caption::LineDown:
        return tr("Line down — what you say now is not heard");
    case Caption::MicrophoneMissing:
        return tr("No microphone — you can type");
    case Caption::MicrophoneFailed:
        return tr("The microphone gives no sound");
    }
    Q_UNREACHABLE();
}

} // namespace holdline::widgets
