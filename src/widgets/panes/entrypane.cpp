// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panes/entrypane.h"

#include "widgets/look/glyph.h"
#include "widgets/look/placeholdershade.h"
#include "widgets/look/themepalette.h"
#include "widgets/panes/shortcutsfirst.h"

#include "ui_entrypane.h"

namespace holdline::widgets {

using namespace Qt::StringLiterals;
using Caption = client::ConversationController::Caption;

namespace {

constexpr int kPlusGlyph = 18;

MicrophoneButton::Look lookFor(Caption caption)
{
    switch (caption) {
    case Caption::MicrophoneClosed:
        return MicrophoneButton::Look::Closed;
    case Caption::MicrophoneMissing:
    case Caption::MicrophoneFailed:
        return MicrophoneButton::Look::Broken;
    case Caption::HoldingSpeech:
        return MicrophoneButton::Look::Holding;
    case Caption::LineDown:
    case Caption::HoldLimitReached:
        return MicrophoneButton::Look::Unheard;
    case Caption::GatedBySpeech:
        return MicrophoneButton::Look::Gated;
    default:
        return MicrophoneButton::Look::Live;
    }
}

} // namespace

EntryPane::EntryPane(QWidget *parent) : QFrame(parent), m_ui(std::make_unique<Ui::EntryPane>())
{
    m_ui->setupUi(this);
    new PlaceholderShade(*m_ui->entry);
    new ShortcutsFirst(*m_ui->entry);
    connect(m_ui->entry, &QLineEdit::returnPressed, this, &EntryPane::submit);
    connect(m_ui->entry, &QLineEdit::inputRejected, this, &EntryPane::textCut);
    connect(m_ui->newConversation, &QToolButton::clicked, this,
            &EntryPane::newConversationRequested);
    connect(m_ui->microphone, &MicrophoneButton::clicked, this, &EntryPane::microphoneToggled);
}

EntryPane::~EntryPane() = default;

void EntryPane::setColors(const ThemePalette &colors)
{
    m_ui->newConversation->setIcon(glyphIcon(u"plus"_s, colors.muted, kPlusGlyph));
    m_ui->microphone->setColors(colors);
}

void EntryPane::setMicrophoneOpen(bool open)
{
    m_ui->microphone->setChecked(open);
}

void EntryPane::setCaption(Caption caption)
{
    m_ui->microphone->setLook(lookFor(caption));
}

void EntryPane::setHeldSpeech(Duration held, Duration limit)
{
    m_ui->microphone->setHeldShare(double(held.count())
                                   / double(std::max<qint64>(1, limit.count())));
}

void EntryPane::insertText(const QString &text)
{
    m_ui->entry->setFocus(Qt::OtherFocusReason);
    m_ui->entry->insert(text);
}

const QWidget &EntryPane::microphoneButton() const
{
    return *m_ui->microphone;
}

void EntryPane::submit()
{
    const QString text = m_ui->entry->text().trimmed();
    if (text.isEmpty())
        return;
    m_ui->entry->clear();
    Q_EMIT textSubmitted(text);
}

} // namespace holdline::widgets
