// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/persona/persona.h"

#include <QIcon>
#include <QImage>
#include <QWidget>

namespace holdline::widgets {

/// The round picture of a persona: its own, or its initials on a gradient. `diameter` in logical
/// pixels.
QPixmap portrait(const client::Persona &persona, const QFont &font, int diameter,
                 qreal devicePixelRatio);

/// The same for a menu or a list.
QIcon portraitIcon(const client::Persona &persona, const QWidget &where, int diameter);

/// Makes any picture a square PNG that a persona can have; empty if it is no picture.
QByteArray pictureFrom(const QImage &image);

/// Shows the portrait of a persona.
class Avatar : public QWidget
{
    Q_OBJECT

public:
    explicit Avatar(QWidget *parent = nullptr);

    void setPersona(const client::Persona &persona);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    client::Persona m_persona;
};

} // namespace holdline::widgets
