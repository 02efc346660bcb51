// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/headerpane.h"

#include "widgets/connectionstatuswidget.h"

#include "ui_headerpane.h"

namespace holdline::widgets {

HeaderPane::HeaderPane(QWidget *parent) : QFrame(parent), m_ui(std::make_unique<Ui::HeaderPane>())
{
    m_ui->setupUi(this);
}

HeaderPane::~HeaderPane() = default;

void HeaderPane::setPersona(const QString &name, const QString &details)
{
    m_ui->avatar->setPersona(name);
    m_ui->personaName->setText(name);
    m_ui->personaDetails->setText(details);
    m_ui->personaDetails->setToolTip(details);
}

void HeaderPane::setCallStatus(const client::CallStatus &status, const Clock &clock)
{
    m_ui->callTime->setStatus(status, clock);
}

void HeaderPane::setColors(const ThemePalette &colors)
{
    m_ui->status->setColors(colors);
}

ConnectionStatusWidget &HeaderPane::statusWidget()
{
    return *m_ui->status;
}

} // namespace holdline::widgets
