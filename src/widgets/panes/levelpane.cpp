// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panes/levelpane.h"

#include "ui_levelpane.h"

#include <QEvent>
#include <QLocale>

#include <cmath>

namespace holdline::widgets {

namespace {

constexpr std::chrono::milliseconds kHeldPause{200};
constexpr int kFewestLetters = 8; // letters of the device's name; with less room it is hidden

/// Rounded down, so that "60.0 s of 60 s" appears only at the limit.
QString heldSeconds(Duration held)
{
    return QLocale().toString(std::floor(double(held.count()) / 100) / 10, 'f', 1);
}

} // namespace

LevelPane::LevelPane(QWidget *parent) : QFrame(parent), m_ui(std::make_unique<Ui::LevelPane>())
{
    m_ui->setupUi(this);
    m_ui->levelCaption->setAccessibleName(tr("Conversation", "what happens in it follows"));
    m_heldPause.setSingleShot(true);
    m_heldPause.setInterval(kHeldPause);
    connect(&m_heldPause, &QTimer::timeout, this, &LevelPane::updateWords);
    setMicrophone(Microphone::Closed);
    updateWords();
}

LevelPane::~LevelPane() = default;

void LevelPane::setColors(const ThemePalette &colors)
{
    m_ui->levels->setColors(colors);
}

void LevelPane::setMicrophone(Microphone microphone)
{
    switch (microphone) {
    case Microphone::Closed:
    case Microphone::Opening:
    case Microphone::Broken:
        m_ui->levels->setMode(LevelDisplay::Mode::Off);
        break;
    case Microphone::Holding:
    case Microphone::Unheard:
        m_ui->levels->setMode(LevelDisplay::Mode::Held);
        break;
    case Microphone::Live:
    case Microphone::Gated:
        m_ui->levels->setMode(LevelDisplay::Mode::Live);
        break;
    }
}

void LevelPane::setCaption(Caption caption)
{
    m_caption = caption;
    updateWords();
}

void LevelPane::setHeldSpeech(Duration held, Duration limit)
{
    m_held = held;
    m_limit = limit;
    if (!m_heldPause.isActive())
        updateWords();
}

void LevelPane::setSpaceTalks(bool talks)
{
    m_spaceTalks = talks;
    updateWords();
}

void LevelPane::updateWords()
{
    const QString text = words(m_caption, m_held, m_limit, m_spaceTalks);
    if (text == m_ui->levelCaption->text())
        return;
    m_ui->levelCaption->setText(text);
    arrange();
    if (m_caption == Caption::HoldingSpeech)
        m_heldPause.start();
}

bool LevelPane::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        arrange();
    return QFrame::event(event);
}

void LevelPane::resizeEvent(QResizeEvent *event)
{
    arrange();
    QFrame::resizeEvent(event);
}

/// Gives the caption its room first. The device's name gets the rest of the row, or is hidden.
void LevelPane::arrange()
{
    const QMargins margins = layout()->contentsMargins();
    const int room = width() - margins.left() - margins.right();
    const QFontMetrics metrics = m_ui->levelCaption->fontMetrics();
    const int caption = metrics.horizontalAdvance(m_ui->levelCaption->text());
    if (m_ui->levelCaption->wordWrap() != (caption > room)) // setting it causes a repaint
        m_ui->levelCaption->setWordWrap(caption > room);
    m_ui->deviceName->setVisible(room - caption - m_ui->words->spacing()
                                 >= kFewestLetters * metrics.averageCharWidth());
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

QString LevelPane::words(Caption caption, Duration held, Duration limit, bool spaceTalks)
{
    switch (caption) {
    case Caption::MicrophoneClosed:
        return spaceTalks ? tr("Microphone off — hold Space to talk") : tr("Microphone off");
    case Caption::MicrophoneOpening:
        return tr("Starting the microphone…");
    case Caption::Listening:
        return tr("Listening — speak anytime");
    case Caption::Hearing:
        return tr("Listening to you…");
    case Caption::Waiting:
        return tr("Server busy — you’re next");
    case Caption::Thinking:
        return tr("Thinking…");
    case Caption::Speaking:
        return tr("Answering — press Esc to stop");
    case Caption::Interruptible:
        return tr("Answering — speak anytime to interrupt");
    case Caption::GatedBySpeech:
        return tr("Answering — microphone paused");
    case Caption::LineDown:
        return tr("Offline — your speech is not being recorded");
    case Caption::HoldingSpeech:
        return tr("Holding your speech: %1 s of %2 s", "seconds")
            .arg(heldSeconds(held))
            .arg(limit / std::chrono::seconds(1));
    case Caption::HoldLimitReached:
        return tr("Offline — no more speech can be held");
    case Caption::MicrophoneMissing:
        return tr("No microphone — you can type");
    case Caption::MicrophoneFailed:
        return tr("No sound from the microphone");
    }
    Q_UNREACHABLE();
}

} // namespace holdline::widgets
