// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panes/headerpane.h"

#include "widgets/look/connectionwords.h"
#include "widgets/look/glyph.h"
#include "widgets/panes/connectionstatuswidget.h"

#include "ui_headerpane.h"

#include <QEvent>

namespace holdline::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPadlockGlyph = 16;
constexpr int kFewestNameLetters = 9; // letters of the name that must fit beside the status

} // namespace

HeaderPane::HeaderPane(QWidget *parent) : QFrame(parent), m_ui(std::make_unique<Ui::HeaderPane>())
{
    m_ui->setupUi(this);
    m_ui->overheard->hide();
    m_ui->overheard->setToolTip(ConnectionWords::overheard());
    m_ui->overheard->setAccessibleName(ConnectionWords::overheard());
    connect(m_ui->overheard, &QToolButton::clicked, this, &HeaderPane::settingsRequested);
    connect(m_ui->personaName, &PersonaButton::personaChosen, this, &HeaderPane::personaChosen);
    connect(m_ui->personaName, &PersonaButton::managerRequested, this,
            &HeaderPane::personasRequested);
}

HeaderPane::~HeaderPane() = default;

void HeaderPane::setPersonas(const std::vector<client::Persona> &personas, const QString &chosen)
{
    m_ui->personaName->setPersonas(personas, chosen);
}

QString HeaderPane::personaName() const
{
    return m_ui->personaName->name();
}

void HeaderPane::setPersona(const client::Persona &persona, const QString &details,
                            bool hasFailures)
{
    m_ui->avatar->setPersona(persona);
    m_ui->personaName->setName(persona.name());
    m_ui->personaDetails->setText(details);
    m_ui->personaDetails->setToolTip(details);
    if (m_ui->personaDetails->property("hasFailures").toBool() == hasFailures)
        return;
    m_ui->personaDetails->setProperty("hasFailures", hasFailures);
    style()->unpolish(m_ui->personaDetails);
    style()->polish(m_ui->personaDetails);
}

void HeaderPane::setCallStatus(const client::CallStatus &status, const Clock &clock)
{
    m_ui->callTime->setStatus(status, clock);
}

void HeaderPane::setColors(const ThemePalette &colors)
{
    m_ui->status->setColors(colors);
    m_ui->overheard->setIcon(glyphIcon(u"padlock-open"_s, colors.warning.text, kPadlockGlyph));
}

bool HeaderPane::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        arrange();
    return QFrame::event(event);
}

void HeaderPane::resizeEvent(QResizeEvent *event)
{
    arrange();
    QFrame::resizeEvent(event);
}

/// Places the status below the name if hardly any of the name would have room beside it.
void HeaderPane::arrange()
{
    const QMargins margins = m_ui->row->contentsMargins();
    const int needed = margins.left() + m_ui->avatar->width() + m_ui->identity->spacing()
        + kFewestNameLetters * m_ui->personaName->fontMetrics().averageCharWidth()
        + m_ui->row->spacing() + m_ui->marks->sizeHint().width() + margins.right();
    const bool isNarrow = needed > width();
    m_ui->row->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_ui->row->setAlignment(m_ui->marks, isNarrow ? Qt::AlignLeft : Qt::Alignment());
}

void HeaderPane::setStatus(const client::ConnectionStatus &status)
{
    m_ui->status->setStatus(status);
    m_ui->overheard->setVisible(status.canBeOverheard);
}

} // namespace holdline::widgets
